<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** The address of a Softbox, as its owner typed it. */
final class SoftboxAddress
{
    /**
     * `https://host[:port]` of what was typed, or null when it is no address of a Softbox. Plain http only where both are on
     * this machine's loopback: the keys travel over it.
     */
    public static function origin(string $typed, string $home): ?string
    {
        $typed = trim($typed);
        if (strpos($typed, '://') === false) {
            $typed = 'https://' . $typed;
        }
        $parts = wp_parse_url($typed);
        if (! is_array($parts) || empty($parts['host']) || isset($parts['user']) || isset($parts['pass'])) {
            return null;
        }
        $scheme = strtolower($parts['scheme'] ?? '');
        $host = strtolower($parts['host']);
        $bothHere = self::isLoopback($host) && self::isLoopback((string) wp_parse_url($home, PHP_URL_HOST));
        if ($scheme !== 'https' && ! ($scheme === 'http' && $bothHere)) {
            return null;
        }
        if (preg_match('/\A(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\z/', $host) !== 1) {
            return null;
        }
        return $scheme . '://' . $host . (isset($parts['port']) ? ':' . $parts['port'] : '');
    }

    public static function isLoopback(string $host): bool
    {
        return $host === 'localhost' || preg_match('/\A127(?:\.\d{1,3}){3}\z/', $host) === 1;
    }
}
