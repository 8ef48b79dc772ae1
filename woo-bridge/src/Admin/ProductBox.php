<?php

declare(strict_types=1);

namespace Softbox\Bridge\Admin;

use Softbox\Bridge\AdminApi\JobApiTable;

/** The box on the product's edit screen. The script fills it; it has no form of its own and saves nothing with the product. */
final class ProductBox
{
    public function register(): void
    {
        add_action('add_meta_boxes_product', [$this, 'add']);
    }

    public function add(\WP_Post $post): void
    {
        if (current_user_can(JobApiTable::SEE) && $post->post_status !== 'auto-draft') {
            add_meta_box(
                'softbox-box',
                __('Softbox photos', 'softbox-product-photos'),
                [$this, 'render'],
                'product',
                'side',
                'low'
            );
        }
    }

    public function render(\WP_Post $post): void
    {
        ?>
        <div id="softbox-product-box" data-product="<?php echo esc_attr((string) $post->ID); ?>">
            <a class="button" href="<?php echo esc_url(Screen::url('create') . '&product=' . $post->ID); ?>">
                <?php echo esc_html__('Make photos', 'softbox-product-photos'); ?>
            </a>
        </div>
        <?php
    }
}
