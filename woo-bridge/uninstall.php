<?php

/**
 * Runs when the plugin is deleted. Keys and secrets always go; what Softbox made in the galleries stays, it is the shop's.
 * The notes on those pictures (post meta) go only when the owner asked for it in the settings.
 *
 * @package Softbox
 */

declare(strict_types=1);

use Softbox\Bridge\Autoloader;
use Softbox\Bridge\Plugin;

if (! defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

require_once __DIR__ . '/src/Autoloader.php';
Autoloader::register(__DIR__ . '/src');

$softboxForgetSite = static function (): void {
    global $wpdb;
    $settings = get_option('softbox_settings');
    Plugin::forgetConnection();
    if (is_array($settings) && ($settings['removeData'] ?? false) === true) {
        foreach (['_softbox_name', '_softbox_sha256', '_softbox_ai', '_softbox_source', '_softbox_source_type'] as $key) {
            delete_post_meta_by_key($key);
        }
    }
    foreach (['connection', 'pending_connect', 'pairing', 'woo_keys', 'health', 'settings', 'site_id'] as $option) {
        delete_option("softbox_$option");
    }
    $wpdb->query("DELETE FROM {$wpdb->options} WHERE option_name LIKE '\\_transient\\_%softbox\\_selection\\_%'");
    $wpdb->query("DELETE FROM {$wpdb->options} WHERE option_name LIKE '\\_transient\\_timeout\\_softbox\\_selection\\_%'");
    if (function_exists('as_unschedule_all_actions')) {
        as_unschedule_all_actions('', [], 'softbox');
    }
};

if (is_multisite()) {
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $softboxSiteId) {
        switch_to_blog((int) $softboxSiteId);
        $softboxForgetSite();
        restore_current_blog();
    }
} else {
    $softboxForgetSite();
}
