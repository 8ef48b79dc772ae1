<?php

declare(strict_types=1);

namespace Softbox\Bridge\Admin;

use Softbox\Bridge\AdminApi\ConnectionRoutes;
use Softbox\Bridge\AdminApi\JobApiTable;
use Softbox\Bridge\AdminApi\Settings;

/** Our page below Products. It is one screen of wp-admin whose tabs the script draws; nothing of it is in a frame. */
final class Screen
{
    public const SLUG = 'softbox';
    public const HOOK = 'product_page_softbox';
    public const SCRIPT = 'softbox-admin';

    private string $pluginFile;
    private ConnectionRoutes $connection;

    public function __construct(string $pluginFile, ConnectionRoutes $connection)
    {
        $this->pluginFile = $pluginFile;
        $this->connection = $connection;
    }

    public static function url(string $tab = ''): string
    {
        return admin_url('edit.php?post_type=product&page=' . self::SLUG . ($tab === '' ? '' : "&tab=$tab"));
    }

    public function register(): void
    {
        add_action('admin_menu', [$this, 'addPage'], 60);
        add_action('admin_enqueue_scripts', [$this, 'enqueue']);
        add_filter('plugin_action_links_' . plugin_basename($this->pluginFile), [$this, 'addLink']);
    }

    public function addPage(): void
    {
        add_submenu_page(
            'edit.php?post_type=product',
            __('Softbox photos', 'softbox-product-photos'),
            __('Softbox photos', 'softbox-product-photos'),
            JobApiTable::SEE,
            self::SLUG,
            [$this, 'render']
        );
        if (function_exists('wc_admin_connect_page')) {
            wc_admin_connect_page([
                'id' => 'softbox-photos',
                'screen_id' => self::HOOK,
                'title' => __('Softbox photos', 'softbox-product-photos'),
                'path' => 'edit.php?post_type=product&page=' . self::SLUG,
            ]);
        }
    }

    public function render(): void
    {
        if (! current_user_can(JobApiTable::SEE)) {
            return;
        }
        // where WooCommerce's own header is above, it shows the title
        $class = function_exists('wc_admin_connect_page') ? 'screen-reader-text' : 'wp-heading-inline';
        ?>
        <div class="wrap softbox-wrap">
            <h1 class="<?php echo esc_attr($class); ?>"><?php echo esc_html__('Softbox photos', 'softbox-product-photos'); ?></h1>
            <hr class="wp-header-end">
            <div id="softbox-screen">
                <noscript><?php echo esc_html__('This screen needs JavaScript.', 'softbox-product-photos'); ?></noscript>
            </div>
        </div>
        <?php
    }

    public function enqueue(string $hook): void
    {
        $screen = get_current_screen();
        $isProduct = $screen !== null && $screen->id === 'product' && $screen->base === 'post';
        if (($hook !== self::HOOK && ! $isProduct) || ! current_user_can(JobApiTable::SEE)) {
            return;
        }
        $folder = plugin_dir_path($this->pluginFile) . 'build/';
        $asset = is_file($folder . 'admin.asset.php') ? require $folder . 'admin.asset.php' : null;
        if (! is_array($asset)) {
            return;
        }
        $url = plugins_url('build/', $this->pluginFile);
        wp_enqueue_script(self::SCRIPT, $url . 'admin.js', $asset['dependencies'], $asset['version'], true);
        wp_enqueue_style(self::SCRIPT, $url . 'admin.css', ['wp-components'], $asset['version']);
        wp_set_script_translations(
            self::SCRIPT,
            'softbox-product-photos',
            plugin_dir_path($this->pluginFile) . 'languages'
        );
        wp_add_inline_script(self::SCRIPT, 'window.softboxBoot = ' . wp_json_encode([
            'connection' => $this->connection->read(),
            'settings' => Settings::read(),
            'screenUrl' => self::url(),
            'productUrl' => admin_url('post.php?action=edit&post='),
            'locale' => str_replace('_', '-', get_user_locale()),
        ], JSON_HEX_TAG | JSON_HEX_AMP), 'before');
    }

    /**
     * @param array<string, string> $links
     * @return array<string, string>
     */
    public function addLink(array $links): array
    {
        $text = esc_html__('Open', 'softbox-product-photos');
        return ['softbox' => '<a href="' . esc_url(self::url()) . '">' . $text . '</a>'] + $links;
    }
}
