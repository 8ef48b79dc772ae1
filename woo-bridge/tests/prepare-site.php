<?php

/**
 * Makes the people and keys that tests/site need, on a trial site, and prints them as environment variables:
 * `php tests/prepare-site.php /path/to/wordpress http://localhost:8080 [OTHER_SITE_URL]`. Never run it on a shop.
 */

declare(strict_types=1);

[, $softboxPath, $softboxUrl] = $argv;
$softboxOther = $argv[3] ?? $softboxUrl;
$_SERVER['HTTP_HOST'] = preg_replace('#^https?://#', '', $softboxUrl);
$_SERVER['SERVER_NAME'] = parse_url($softboxUrl, PHP_URL_HOST);
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
require $softboxPath . '/wp-load.php';

$softboxPerson = static function (string $name, string $role): array {
    $password = bin2hex(random_bytes(12));
    $id = username_exists($name);
    $id = $id ?: wp_insert_user(['user_login' => $name, 'user_pass' => $password, 'user_email' => "$name@example.com"]);
    wp_set_password($password, (int) $id);
    get_user_by('id', $id)->set_role($role);
    return [(int) $id, "$name:$password"];
};
$softboxKey = static function (int $userId, string $permissions): string {
    global $wpdb;
    $key = 'ck_' . wc_rand_hash();
    $secret = 'cs_' . wc_rand_hash();
    $wpdb->insert($wpdb->prefix . 'woocommerce_api_keys', [
        'user_id' => $userId,
        'description' => 'Softbox plugin tests',
        'permissions' => $permissions,
        'consumer_key' => wc_api_hash($key),
        'consumer_secret' => $secret,
        'truncated_key' => substr($key, -7),
    ]);
    return "$key:$secret";
};

[$softboxOwnerId, $softboxOwner] = $softboxPerson('softbox-test-owner', 'administrator');
[$softboxReaderId, $softboxReader] = $softboxPerson('softbox-test-reader', 'subscriber');
foreach (
    [
        'SOFTBOX_SITE_URL' => $softboxUrl,
        'SOFTBOX_SITE_OWNER' => $softboxOwner,
        'SOFTBOX_SITE_SUBSCRIBER' => $softboxReader,
        'SOFTBOX_SITE_KEY' => $softboxKey($softboxOwnerId, 'read_write'),
        'SOFTBOX_SITE_READ_KEY' => $softboxKey($softboxOwnerId, 'read'),
        'SOFTBOX_SITE_SUBSCRIBER_KEY' => $softboxKey($softboxReaderId, 'read_write'),
        'SOFTBOX_OTHER_SITE_URL' => $softboxOther,
    ] as $softboxName => $softboxValue
) {
    fwrite(STDOUT, "export $softboxName='$softboxValue'\n");
}
