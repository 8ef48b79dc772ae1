<?php

declare(strict_types=1);

namespace Softbox\Bridge\Admin;

use Softbox\Bridge\AdminApi\JobApiTable;
use Softbox\Bridge\Background\Jobs;

/** Says on the product list, and nowhere else, when the connection is in trouble. Gone when it is dismissed or mended. */
final class HealthNotice
{
    public function register(): void
    {
        add_action('admin_notices', [$this, 'render']);
    }

    public function render(): void
    {
        $screen = get_current_screen();
        if ($screen === null || $screen->id !== 'edit-product' || ! current_user_can(JobApiTable::MANAGE)) {
            return;
        }
        $problems = get_option(Jobs::HEALTH_OPTION);
        if (! is_array($problems) || $problems === []) {
            return;
        }
        ?>
        <div class="notice notice-warning is-dismissible">
            <p>
                <strong><?php echo esc_html__('Softbox', 'softbox-product-photos'); ?></strong>
                <?php echo esc_html(implode(' ', array_map('strval', $problems))); ?>
                <a href="<?php echo esc_url(Screen::url('settings')); ?>">
                    <?php echo esc_html__('Look at the connection', 'softbox-product-photos'); ?>
                </a>
            </p>
        </div>
        <?php
    }
}
