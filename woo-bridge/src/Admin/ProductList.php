<?php

declare(strict_types=1);

namespace Softbox\Bridge\Admin;

use Softbox\Bridge\AdminApi\JobApiTable;
use Softbox\Bridge\AdminApi\Selection;
use Softbox\Bridge\StoreApi\MediaStore;

/** WooCommerce's product list: a column, a link in each row and a bulk action. Reads only what is on this site. */
final class ProductList
{
    private const COLUMN = 'softbox';
    private const ACTION = 'softbox_make';

    private bool $primed = false;

    public function register(): void
    {
        add_action('admin_enqueue_scripts', [$this, 'addStyle']);
        add_filter('manage_edit-product_columns', [$this, 'addColumn'], 20);
        add_action('manage_product_posts_custom_column', [$this, 'renderColumn'], 10, 2);
        add_filter('post_row_actions', [$this, 'addRowAction'], 20, 2);
        add_filter('bulk_actions-edit-product', [$this, 'addBulkAction']);
        add_filter('handle_bulk_actions-edit-product', [$this, 'handleBulkAction'], 10, 3);
    }

    /** WooCommerce's table is laid out by fixed widths: a column without one gets what is left, which may be nothing. */
    public function addStyle(): void
    {
        $screen = get_current_screen();
        if ($screen !== null && $screen->id === 'edit-product') {
            wp_add_inline_style('list-tables', 'table.wp-list-table .column-softbox { width: 8%; min-width: 80px; }');
        }
    }

    /**
     * @param array<string, string> $columns
     * @return array<string, string>
     */
    public function addColumn(array $columns): array
    {
        $at = array_search('date', array_keys($columns), true);
        $at = $at === false ? count($columns) : $at;
        return array_slice($columns, 0, $at, true)
            + [self::COLUMN => __('Softbox', 'softbox-product-photos')]
            + array_slice($columns, $at, null, true);
    }

    public function renderColumn(string $column, int $productId): void
    {
        if ($column !== self::COLUMN) {
            return;
        }
        $this->prime();
        $images = self::imagesOf($productId);
        $ours = count(array_filter($images, static fn (int $id): bool => get_post_meta($id, MediaStore::OURS, true) === '1'));
        if ($ours > 0) {
            /* translators: %d: number of pictures */
            $text = sprintf(_n('%d picture', '%d pictures', $ours, 'softbox-product-photos'), $ours);
            echo '<span class="softbox-count">' . esc_html($text) . '</span>';
            return;
        }
        if ($images === []) {
            echo '<span aria-hidden="true">–</span><span class="screen-reader-text">'
                . esc_html__('No photo to start from', 'softbox-product-photos') . '</span>';
            return;
        }
        echo '<a href="' . esc_url(self::createUrl($productId)) . '">'
            . esc_html__('Make photos', 'softbox-product-photos') . '</a>';
    }

    /**
     * @param array<string, string> $actions
     * @return array<string, string>
     */
    public function addRowAction(array $actions, \WP_Post $post): array
    {
        if ($post->post_type === 'product' && $post->post_status !== 'trash' && current_user_can(JobApiTable::SEE)) {
            $actions['softbox'] = '<a href="' . esc_url(self::createUrl($post->ID)) . '">'
                . esc_html__('Make photos', 'softbox-product-photos') . '</a>';
        }
        return $actions;
    }

    /**
     * @param array<string, string> $actions
     * @return array<string, string>
     */
    public function addBulkAction(array $actions): array
    {
        return current_user_can(JobApiTable::SEE)
            ? $actions + [self::ACTION => __('Make photos with Softbox', 'softbox-product-photos')]
            : $actions;
    }

    /**
     * WordPress has checked the nonce of the list (`bulk-posts`) before it calls this.
     *
     * @param int[]|string[] $ids
     */
    public function handleBulkAction(string $redirect, string $action, array $ids): string
    {
        if ($action !== self::ACTION || ! current_user_can(JobApiTable::SEE)) {
            return $redirect;
        }
        $products = array_filter(array_map('intval', $ids), static fn (int $id): bool => get_post_type($id) === 'product');
        Selection::keep(get_current_user_id(), array_values($products));
        return Screen::url('create') . '&chosen=list';
    }

    private static function createUrl(int $productId): string
    {
        return Screen::url('create') . '&product=' . $productId;
    }

    /** @return int[] */
    private static function imagesOf(int $productId): array
    {
        $ids = explode(',', (string) get_post_meta($productId, '_product_image_gallery', true));
        $ids[] = (string) get_post_meta($productId, '_thumbnail_id', true);
        return array_values(array_unique(array_filter(array_map('intval', $ids))));
    }

    /** Loads the meta of every picture of the page at once, not row by row. */
    private function prime(): void
    {
        global $wp_query;
        if ($this->primed || ! $wp_query instanceof \WP_Query) {
            return;
        }
        $this->primed = true;
        $images = [];
        foreach ((array) $wp_query->posts as $post) {
            $images = array_merge($images, self::imagesOf($post instanceof \WP_Post ? $post->ID : (int) $post));
        }
        if ($images !== []) {
            update_meta_cache('post', array_unique($images));
        }
    }
}
