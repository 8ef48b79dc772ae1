<?php

/**
 * Everything of a trial site that a picture could touch, as JSON: products, variations, attachments, posts and pages with all
 * their meta data and terms, what WooCommerce looks products up by, our own options, and each file of the uploads folder by its
 * hash. `php tests/dump-site.php /path/to/wordpress http://127.0.0.1:8080`: two equal dumps, and nobody can tell that anything
 * happened in between. Left out: when a row was last changed, row numbers of meta data (a value that was taken away and put
 * back has another), whoever has a post open, and logs.
 */

declare(strict_types=1);

[, $softboxPath, $softboxUrl] = $argv;
$_SERVER['HTTP_HOST'] = preg_replace('#^https?://#', '', $softboxUrl);
$_SERVER['SERVER_NAME'] = parse_url($softboxUrl, PHP_URL_HOST);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
require $softboxPath . '/wp-load.php';

$softboxRows = static function (string $query): array {
    global $wpdb;
    return $wpdb->get_results($query, ARRAY_A);
};
$softboxPosts = "SELECT ID FROM {$wpdb->posts} WHERE post_type IN ('product', 'product_variation', 'attachment', 'post', 'page')";
$softboxPostRows = array_map(
    static fn (array $row): array => array_diff_key($row, ['post_modified' => 0, 'post_modified_gmt' => 0]),
    $softboxRows("SELECT * FROM {$wpdb->posts} WHERE ID IN ($softboxPosts) ORDER BY ID")
);

$softboxFiles = [];
$softboxUploads = wp_get_upload_dir()['basedir'];
$softboxFound = is_dir($softboxUploads)
    ? new RecursiveIteratorIterator(new RecursiveDirectoryIterator($softboxUploads, FilesystemIterator::SKIP_DOTS))
    : [];
foreach ($softboxFound as $softboxFile) {
    $softboxName = substr((string) $softboxFile, strlen($softboxUploads) + 1);
    if (strpos($softboxName, 'wc-logs/') !== 0) {
        $softboxFiles[$softboxName] = hash_file('sha256', (string) $softboxFile);
    }
}
ksort($softboxFiles);

fwrite(STDOUT, (string) json_encode([
    'posts' => $softboxPostRows,
    'meta' => $softboxRows(
        "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id IN ($softboxPosts)"
        . " AND meta_key NOT IN ('_edit_lock', '_edit_last') ORDER BY post_id, meta_key, meta_value"
    ),
    'terms' => $softboxRows(
        "SELECT * FROM {$wpdb->term_relationships} WHERE object_id IN ($softboxPosts) ORDER BY object_id, term_taxonomy_id"
    ),
    'lookup' => $softboxRows("SELECT * FROM {$wpdb->prefix}wc_product_meta_lookup ORDER BY product_id"),
    'options' => $softboxRows(
        "SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name LIKE '%softbox%' ORDER BY option_name"
    ),
    'files' => $softboxFiles,
], JSON_INVALID_UTF8_SUBSTITUTE));
