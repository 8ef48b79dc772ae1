<?php

declare(strict_types=1);

namespace Softbox\Bridge\Http;

use Softbox\Bridge\Connection\SoftboxAddress;

/**
 * The one place that calls out, and only to the Softbox whose address the owner gave: no redirect, a time limit, a size
 * limit, certificates checked. A private or loopback address is refused as WordPress refuses it, but for two cases: both
 * sides on this machine's loopback, and `SOFTBOX_PRIVATE_HOST` of wp-config.php, for a Softbox in the owner's own network.
 */
final class Outbound
{
    public const JSON_BYTES = 2000000;
    public const PICTURE_BYTES = 30000000;

    /**
     * @param array<string, string> $headers
     * @return Reply|\WP_Error `softbox_timeout`, `softbox_unreachable`.
     */
    public function send(
        string $method,
        string $url,
        string $body,
        array $headers,
        float $timeoutSeconds,
        int $maxBytes = self::JSON_BYTES
    ) {
        $lift = $this->allowPrivate($url);
        try {
            $answer = wp_safe_remote_request($url, [
                'method' => $method,
                'timeout' => $timeoutSeconds,
                'redirection' => 0,
                'limit_response_size' => $maxBytes,
                'sslverify' => true,
                'headers' => $headers,
                'body' => $body === '' ? null : $body,
                'user-agent' => 'Softbox-WordPress/' . (defined('SOFTBOX_PLUGIN_VERSION') ? SOFTBOX_PLUGIN_VERSION : '0'),
            ]);
        } finally {
            $lift();
        }
        if (is_wp_error($answer)) {
            return self::failure($answer);
        }
        $found = wp_remote_retrieve_headers($answer);
        $all = is_object($found) ? $found->getAll() : $found;
        $flat = array_map(static fn ($value): string => is_array($value) ? (string) end($value) : (string) $value, $all);
        return new Reply(
            (int) wp_remote_retrieve_response_code($answer),
            wp_remote_retrieve_body($answer),
            array_change_key_case($flat)
        );
    }

    private static function failure(\WP_Error $error): \WP_Error
    {
        $text = $error->get_error_message();
        // cURL 28: the time was over
        if (preg_match('/cURL error 28|timed? ?out/i', $text) === 1) {
            return new \WP_Error(
                'softbox_timeout',
                __('Softbox takes longer than this site waits. Try again in a moment.', 'softbox-product-photos'),
                ['status' => 504]
            );
        }
        return new \WP_Error(
            'softbox_unreachable',
            /* translators: %s: technical reason */
            sprintf(__('Softbox cannot be reached: %s', 'softbox-product-photos'), wp_strip_all_tags($text)),
            ['status' => 502]
        );
    }

    /** @return \Closure(): void Takes the allowance back. */
    private function allowPrivate(string $url): \Closure
    {
        $host = (string) wp_parse_url($url, PHP_URL_HOST);
        $port = wp_parse_url($url, PHP_URL_PORT);
        $private = defined('SOFTBOX_PRIVATE_HOST') && hash_equals((string) SOFTBOX_PRIVATE_HOST, $host);
        $bothHere = SoftboxAddress::isLoopback($host)
            && SoftboxAddress::isLoopback((string) wp_parse_url(home_url(), PHP_URL_HOST));
        $hosts = static fn ($external, $asked): bool => $external || (($private || $bothHere) && $asked === $host);
        $ports = static fn ($ports, $asked): array => $asked === $host && is_int($port)
            ? array_merge((array) $ports, [$port])
            : (array) $ports;
        add_filter('http_request_host_is_external', $hosts, 10, 2);
        add_filter('http_allowed_safe_ports', $ports, 10, 2);
        return static function () use ($hosts, $ports): void {
            remove_filter('http_request_host_is_external', $hosts, 10);
            remove_filter('http_allowed_safe_ports', $ports, 10);
        };
    }
}
