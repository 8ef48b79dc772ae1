<?php

/**
 * Plugin Name: Trial site of Softbox
 *
 * A must-use plugin for a trial site on the same machine as Softbox; never for a shop. WordPress sends nothing to loopback
 * addresses and trusts public certificates only: here it may call 127.0.0.1, and trusts the certificate that lies beside it.
 * `?softbox_trial=classic` shows a page as a theme without blocks would load its styles.
 */

declare(strict_types=1);

add_filter('http_request_host_is_external', static fn ($is, $host) => $is || $host === '127.0.0.1', 10, 2);
add_filter('http_allowed_safe_ports', static function (array $ports, string $host, string $url): array {
    $port = (int) wp_parse_url($url, PHP_URL_PORT);
    return $host === '127.0.0.1' && $port > 0 ? array_merge($ports, [$port]) : $ports;
}, 10, 3);
add_filter('http_request_args', static function (array $arguments): array {
    $certificate = __DIR__ . '/softbox-trial-site.pem';
    return is_file($certificate) ? array_merge($arguments, ['sslcertificates' => $certificate]) : $arguments;
});
if (strpos((string) ($_SERVER['QUERY_STRING'] ?? ''), 'softbox_trial=classic') !== false) {
    add_filter('should_load_separate_core_block_assets', '__return_false', 99);
    add_filter('should_load_block_assets_on_demand', '__return_false', 99);
}
