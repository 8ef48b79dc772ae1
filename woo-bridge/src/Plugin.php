<?php

declare(strict_types=1);

namespace Softbox\Bridge;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Softbox\Bridge\Background\Schedule;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Connection\SiteIdentity;
use Softbox\Bridge\Secrets\SecretBox;

/** Puts the parts together; the only place that knows all of them. */
final class Plugin
{
    public static function start(string $file): void
    {
        if (! defined('SOFTBOX_PLUGIN_VERSION')) {
            define('SOFTBOX_PLUGIN_VERSION', '0.1.0');
        }
        register_activation_hook($file, static function (): void {
            (new SiteIdentity())->id();
        });
        register_deactivation_hook($file, [Schedule::class, 'stopAll']);
        add_action('before_woocommerce_init', static function () use ($file): void {
            if (class_exists(FeaturesUtil::class)) {
                FeaturesUtil::declare_compatibility('custom_order_tables', $file, true);
                FeaturesUtil::declare_compatibility('product_block_editor', $file, false);
                FeaturesUtil::declare_compatibility('cart_checkout_blocks', $file, true);
            }
        });
        add_action('init', static function () use ($file): void {
            load_plugin_textdomain('softbox-product-photos', false, dirname(plugin_basename($file)) . '/languages');
        });
        add_action('plugins_loaded', static function () use ($file): void {
            if (class_exists('WooCommerce')) {
                self::compose($file);
            }
        }, 20);
    }

    /** Everything of a connection that lies on this site goes, without asking anybody; for uninstall. */
    public static function forgetConnection(): void
    {
        global $wpdb;
        $connections = new ConnectionStore(new SecretBox(wp_salt('auth')));
        $origin = $connections->recordedOrigin();
        $keys = new Connection\WooKeys($wpdb);
        if ($origin !== null && function_exists('wc_get_webhook')) {
            $webhooks = new Connection\WooWebhooks();
            $webhooks->delete($webhooks->idsDeliveringTo($origin), $origin);
        }
        $keys->delete($keys->remembered());
        $connections->forget();
    }

    private static function compose(string $file): void
    {
        global $wpdb;
        $now = \Closure::fromCallable('time');
        $connections = new ConnectionStore(new SecretBox(wp_salt('auth')));
        $pending = new Connection\PendingConnect($now);
        $pairing = new Connection\PairingCode($now);
        $keys = new Connection\WooKeys($wpdb);
        $webhooks = new Connection\WooWebhooks();
        $site = new SiteIdentity();
        $outbound = new Http\Outbound();
        $client = new Http\SoftboxClient($connections, $outbound, $now);
        $flow = new Connection\ConnectFlow(
            $connections,
            $pending,
            $pairing,
            $keys,
            $webhooks,
            $site,
            $outbound,
            $client,
            $now
        );

        $lock = new StoreApi\Lock($wpdb);
        $facts = new StoreApi\SiteFacts($site, $pending);
        StoreApi\CleanOutput::register();
        (new StoreApi\Routes(
            $facts,
            new StoreApi\MediaRoutes(new StoreApi\MediaStore($wpdb, $lock), new StoreApi\MediaUsage($wpdb), $lock),
            new StoreApi\GalleryRoutes(new StoreApi\GalleryStore($wpdb), $lock),
            new StoreApi\LinkRoutes($connections, $pairing, $keys, $webhooks, $facts),
            $pending,
            $keys
        ))->register();

        $connection = new AdminApi\ConnectionRoutes(
            $flow,
            $connections,
            $pending,
            $client,
            self::defaultAddress($file),
            Admin\Screen::url('connect')
        );
        (new AdminApi\Routes(
            $connection,
            new AdminApi\Selection($client),
            new AdminApi\JobApiProxy($client)
        ))->register();
        (new Background\Jobs($client, $connections))->register();
        (new Storefront\GalleryBlock(
            plugin_dir_path($file) . 'build/gallery',
            new Storefront\GalleryData(),
            new Storefront\GalleryMarkup()
        ))->register();
        if (is_admin()) {
            (new Admin\Screen($file, $connection))->register();
            (new Admin\ProductList())->register();
            (new Admin\ProductBox())->register();
            (new Admin\HealthNotice())->register();
        }
    }

    /** What the connect screen offers: of wp-config.php, else what the zip was built with, else nothing. */
    private static function defaultAddress(string $file): string
    {
        if (defined('SOFTBOX_ADDRESS')) {
            return (string) SOFTBOX_ADDRESS;
        }
        $built = plugin_dir_path($file) . 'build/address.php';
        return is_file($built) ? (string) require $built : '';
    }
}
