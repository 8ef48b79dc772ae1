<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Softbox\Bridge\Connection\ConnectFlow;
use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\Connection\SiteIdentity;

/** What Softbox has to know of this site. No address, order or person is among it. */
final class SiteFacts
{
    private SiteIdentity $site;
    private PendingConnect $pending;

    public function __construct(SiteIdentity $site, PendingConnect $pending)
    {
        $this->site = $site;
        $this->pending = $pending;
    }

    /** @return array<string, mixed> */
    public function view(): array
    {
        $who = $this->site->forSoftbox();
        return [
            'protocol' => ConnectFlow::PROTOCOL,
            'id' => $who['id'],
            'name' => html_entity_decode((string) get_bloginfo('name'), ENT_QUOTES | ENT_HTML5, 'UTF-8'),
            'url' => $who['url'],
            'rest_url' => $who['rest_url'],
            'currency' => get_woocommerce_currency(),
            'timezone' => wp_timezone_string(),
            'locale' => get_locale(),
            'multisite' => is_multisite(),
            'blog_id' => get_current_blog_id(),
            'hpos' => class_exists(OrderUtil::class) && OrderUtil::custom_orders_table_usage_is_enabled(),
            'versions' => [
                'plugin' => SOFTBOX_PLUGIN_VERSION,
                'wordpress' => (string) get_bloginfo('version'),
                'woocommerce' => defined('WC_VERSION') ? (string) WC_VERSION : '',
                'php' => PHP_VERSION,
            ],
            'max_upload_bytes' => (int) wp_max_upload_size(),
            'image_types' => MediaStore::allowedTypes(),
            'pending' => $this->pending->challenge(),
        ];
    }
}
