<?php

/**
 * What a journey on a trial site needs beside the browser, as JSON; never on a shop.
 * `php tests/trial-work.php /path/to/wordpress http://127.0.0.1:8080 make PHOTO…`: products of these photos, one a photo
 * `… remove`: those products and their pictures
 * `… left`: everything on the site that has our name
 * `… drawn-by-model ID…`: says of pictures of ours that a model drew them
 */

declare(strict_types=1);

[, $softboxPath, $softboxUrl, $softboxDo] = $argv;
$_SERVER['HTTP_HOST'] = preg_replace('#^https?://#', '', $softboxUrl);
$_SERVER['SERVER_NAME'] = parse_url($softboxUrl, PHP_URL_HOST);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
require $softboxPath . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
wp_set_current_user((int) get_users(['role' => 'administrator', 'number' => 1, 'fields' => 'ID'])[0]);

const SOFTBOX_TRIAL_NAME = 'Softbox journey';

$softboxMake = static function (array $photos): array {
    $made = [];
    foreach ($photos as $number => $photo) {
        $copy = wp_tempnam(basename($photo));
        copy($photo, $copy);
        $image = media_handle_sideload(['name' => basename($photo), 'tmp_name' => $copy], 0);
        if (is_wp_error($image)) {
            throw new RuntimeException($image->get_error_message());
        }
        $product = new WC_Product_Simple();
        $product->set_name(SOFTBOX_TRIAL_NAME . ' ' . ($number + 1) . ' <img src=x onerror="window.softboxWasHere=1">');
        $product->set_slug('softbox-journey-' . ($number + 1));
        $product->set_status('publish');
        $product->set_regular_price('24.00');
        $product->set_image_id($image);
        $made[] = ['id' => $product->save(), 'url' => $product->get_permalink(), 'image' => $image];
    }
    return $made;
};

$softboxRemove = static function (): array {
    $removed = [];
    foreach (get_posts(['post_type' => 'product', 'post_status' => 'any', 's' => SOFTBOX_TRIAL_NAME, 'numberposts' => 100]) as $post) {
        $product = wc_get_product($post->ID);
        foreach (array_merge([$product->get_image_id()], $product->get_gallery_image_ids()) as $image) {
            wp_delete_attachment((int) $image, true);
        }
        $product->delete(true);
        $removed[] = $post->ID;
    }
    foreach (get_posts(['post_type' => 'post', 'post_status' => 'any', 's' => SOFTBOX_TRIAL_NAME, 'numberposts' => 100]) as $post) {
        wp_delete_post($post->ID, true);
    }
    return $removed;
};

$softboxLeft = static function (): array {
    global $wpdb;
    $column = static fn (string $query): array => $wpdb->get_col($query);
    $all = "SELECT DISTINCT hook FROM %s a JOIN %s g ON g.group_id = a.group_id
        WHERE g.slug = 'softbox' AND a.status IN ('pending', 'in-progress')";
    $cron = array_merge([], ...array_map('array_keys', array_filter(_get_cron_array(), 'is_array')));
    $ours = static fn (string $name): bool => strpos($name, 'softbox') !== false;
    return [
        'options' => $column("SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%softbox%'"),
        'post_meta' => $column("SELECT DISTINCT meta_key FROM {$wpdb->postmeta} WHERE meta_key LIKE '%softbox%'"),
        'user_meta' => $column("SELECT DISTINCT meta_key FROM {$wpdb->usermeta} WHERE meta_key LIKE '%softbox%'"),
        'tables' => $column("SHOW TABLES LIKE '%softbox%'"),
        'actions' => $column(sprintf($all, $wpdb->prefix . 'actionscheduler_actions', $wpdb->prefix . 'actionscheduler_groups')),
        'cron' => array_values(array_filter($cron, $ours)),
        // `Softbox (…)` is a key that the plugin made, `Softbox - API (…)` one of WooCommerce's own page
        'keys' => $column("SELECT description FROM {$wpdb->prefix}woocommerce_api_keys
            WHERE description LIKE 'Softbox (%' OR description LIKE 'Softbox - API%'"),
        'webhooks' => $column("SELECT delivery_url FROM {$wpdb->prefix}wc_webhooks WHERE delivery_url LIKE '%/webhooks/store/%'"),
        'plugins' => array_values(array_filter(array_map('strval', scandir(WP_PLUGIN_DIR)), $ours)),
    ];
};

switch ($softboxDo) {
    case 'make':
        $softboxResult = $softboxMake(array_slice($argv, 4));
        break;
    case 'remove':
        $softboxResult = $softboxRemove();
        break;
    case 'left':
        $softboxResult = $softboxLeft();
        break;
    default:
        $softboxResult = array_map(static function (string $id): int {
            update_post_meta((int) $id, 'ai_generated', '1');
            return (int) $id;
        }, array_slice($argv, 4));
}
fwrite(STDOUT, (string) json_encode($softboxResult));
