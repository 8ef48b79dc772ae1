<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Reads a product's pictures as they are stored, and writes them by WooCommerce's own objects. */
final class GalleryStore
{
    private const GALLERY_META = '_product_image_gallery';

    private \wpdb $db;

    public function __construct(\wpdb $db)
    {
        $this->db = $db;
    }

    /** The product, unless it is a variation, in the trash or none. */
    public function product(int $id): ?\WC_Product
    {
        if (get_post_type($id) !== 'product' || in_array(get_post_status($id), ['trash', 'auto-draft', false], true)) {
            return null;
        }
        $product = wc_get_product($id);
        return $product instanceof \WC_Product ? $product : null;
    }

    /** Past every cache of this request: another one may have written since it began. */
    public function read(int $productId): GalleryState
    {
        $variationIds = $this->variationIds($productId);
        $ids = array_merge([$productId], $variationIds);
        foreach ($ids as $id) {
            wp_cache_delete($id, 'post_meta');
        }
        update_meta_cache('post', $ids);
        $variations = [];
        foreach ($variationIds as $id) {
            $variations[$id] = $this->ownImage($id);
        }
        // not through WC_Product, which drops repeats
        $gallery = array_values(array_filter(array_map(
            'intval',
            explode(',', (string) get_post_meta($productId, self::GALLERY_META, true))
        )));
        return new GalleryState($this->ownImage($productId), $gallery, $variations);
    }

    /** Saves what differs, and nothing else. */
    public function write(int $productId, GalleryState $current, GalleryState $write): void
    {
        clean_post_cache($productId);
        $product = wc_get_product($productId);
        if ($product instanceof \WC_Product) {
            $galleryDiffers = $current->gallery !== $write->gallery;
            if ($galleryDiffers) {
                $product->set_gallery_image_ids($write->gallery);
            }
            if ($current->featured !== $write->featured) {
                $product->set_image_id($write->featured ?? '');
            }
            if ($product->get_changes() !== []) {
                $product->save();
            }
            if ($galleryDiffers && $this->read($productId)->gallery !== $write->gallery) {
                // a gallery with repeats: WooCommerce stores one only as it stands in its own field
                update_post_meta($productId, self::GALLERY_META, implode(',', $write->gallery));
                clean_post_cache($productId);
            }
        }
        foreach ($write->variations as $id => $image) {
            if ($current->variations[$id] === $image) {
                continue;
            }
            clean_post_cache($id);
            $variation = wc_get_product($id);
            if ($variation instanceof \WC_Product_Variation) {
                $variation->set_image_id($image ?? '');
                $variation->save();
            }
        }
    }

    /** @return array<string, mixed> As the protocol shows a gallery. */
    public function view(\WC_Product $product, GalleryState $state): array
    {
        $variations = [];
        foreach ($state->variations as $id => $image) {
            $variations[] = ['id' => $id, 'image' => $image];
        }
        $images = [];
        foreach ($state->images() as $id) {
            if (! wp_attachment_is_image($id)) {
                continue;
            }
            $name = get_post_meta($id, MediaStore::NAME, true);
            $images[] = [
                'id' => $id,
                'url' => MediaStore::originalUrl($id),
                'alt' => (string) get_post_meta($id, '_wp_attachment_image_alt', true),
                'mime' => (string) get_post_mime_type($id),
                'name' => is_string($name) && $name !== '' ? $name : null,
            ];
        }
        $post = get_post($product->get_id());
        return [
            'product_id' => $product->get_id(),
            'type' => $product->get_type(),
            'status' => $post instanceof \WP_Post ? $post->post_status : '',
            'modified_gmt' => $post instanceof \WP_Post ? str_replace(' ', 'T', $post->post_modified_gmt) : '',
            'featured' => $state->featured,
            'gallery' => $state->gallery,
            'variations' => $variations,
            'images' => $images,
        ];
    }

    private function ownImage(int $id): ?int
    {
        $image = (int) get_post_meta($id, '_thumbnail_id', true);
        return $image > 0 ? $image : null;
    }

    /** @return int[] In menu order, private ones too. */
    private function variationIds(int $productId): array
    {
        return array_map('intval', $this->db->get_col($this->db->prepare(
            "SELECT ID FROM {$this->db->posts} WHERE post_parent = %d AND post_type = 'product_variation'
             AND post_status IN ('publish', 'private') ORDER BY menu_order ASC, ID ASC",
            $productId
        )));
    }
}
