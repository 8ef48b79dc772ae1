<?php

declare(strict_types=1);

namespace Softbox\Bridge\Storefront;

use Softbox\Bridge\Background\Jobs;
use Softbox\Bridge\StoreApi\MediaStore;

/** Pictures of ours that products show now, from post meta. Products a shopper may not see are left out. */
final class GalleryData
{
    public const AT_MOST = 24;

    /**
     * @param int[] $productIds
     * @return array<int, array{product: \WC_Product, picture: int, source: int|null, ai: bool}>
     */
    public function of(array $productIds, bool $withSourceOnly): array
    {
        $found = [];
        foreach (array_slice(array_unique($productIds), 0, self::AT_MOST) as $productId) {
            $product = wc_get_product($productId);
            if (! $product instanceof \WC_Product || $product->get_status() !== 'publish' || ! $product->is_visible()) {
                continue;
            }
            foreach (array_merge([(int) $product->get_image_id()], $product->get_gallery_image_ids()) as $id) {
                $id = (int) $id;
                if ($id === 0 || get_post_meta($id, MediaStore::OURS, true) !== '1') {
                    continue;
                }
                $source = (int) get_post_meta($id, Jobs::SOURCE, true);
                $source = $source > 0 && wp_attachment_is_image($source) ? $source : null;
                if ($withSourceOnly && $source === null) {
                    continue;
                }
                $found["$productId-$id"] = [
                    'product' => $product,
                    'picture' => $id,
                    'source' => $source,
                    'ai' => get_post_meta($id, MediaStore::AI_GENERATED, true) === '1',
                ];
            }
        }
        return array_slice(array_values($found), 0, self::AT_MOST);
    }

    /** @return int[] The newest products that show a picture of ours, for a block that names none. */
    public function newestProducts(int $count): array
    {
        $media = get_posts([
            'post_type' => 'attachment',
            'post_status' => 'inherit',
            'posts_per_page' => 100,
            'fields' => 'ids',
            'meta_key' => MediaStore::OURS,
            'meta_value' => '1',
            'no_found_rows' => true,
        ]);
        if ($media === []) {
            return [];
        }
        global $wpdb;
        $places = implode(',', array_fill(0, count($media), '%s'));
        $ids = $wpdb->get_col($wpdb->prepare(
            "SELECT DISTINCT p.ID FROM {$wpdb->posts} p JOIN {$wpdb->postmeta} m ON m.post_id = p.ID
             WHERE p.post_type = 'product' AND p.post_status = 'publish' AND m.meta_key = '_thumbnail_id'
             AND m.meta_value IN ($places) ORDER BY p.ID DESC LIMIT %d",
            array_merge(array_map('strval', $media), [$count])
        ));
        return array_map('intval', $ids);
    }
}
