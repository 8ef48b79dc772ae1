<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

/**
 * What a browser of wp-admin may ask Softbox for through this site, and what it takes. Anything else is not passed on, so
 * that a new endpoint of Softbox is not open here before somebody thought about it.
 */
final class JobApiTable
{
    public const SEE = 'edit_products';

    /** Changes products of anybody, so a vendor who may edit only his own does not get it. */
    public const PUBLISH = 'edit_others_products';
    public const MANAGE = 'manage_woocommerce';

    public const JSON = 'json';
    public const PICTURE = 'picture';

    private const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

    /** Seconds a request of ours may be held up: most, and those that draw or read a store's gallery. */
    private const SHORT_S = 10;
    private const LONG_S = 15;

    /** @return array<int, array{method: string, pattern: string, capability: string, kind: string, timeout: int}> */
    public static function rows(): array
    {
        $id = self::ID;
        return [
            self::row('GET', 'products'),
            self::row('GET', 'products/facets'),
            self::row('GET', "products/$id"),
            self::row('POST', 'syncs'),
            self::row('GET', 'syncs/latest'),
            self::row('GET', "syncs/$id"),
            self::row('POST', 'recipes/validate'),
            self::row('POST', 'recipes/preview', self::SEE, self::PICTURE, self::SHORT_S),
            self::row('GET', 'recipes/options'),
            self::row('POST', 'recipes/prompt', self::SEE, self::JSON, self::LONG_S),
            self::row('GET', 'scenes'),
            self::row('GET', 'presets/built-in'),
            self::row('GET', 'presets'),
            self::row('POST', 'presets'),
            self::row('GET', "presets/$id"),
            self::row('PUT', "presets/$id"),
            self::row('DELETE', "presets/$id"),
            self::row('GET', 'brand-kit'),
            self::row('PUT', 'brand-kit', self::MANAGE),
            self::row('POST', 'estimates', self::SEE, self::JSON, self::LONG_S),
            self::row('POST', 'batches', self::SEE, self::JSON, self::LONG_S),
            self::row('GET', 'batches'),
            self::row('GET', "batches/$id"),
            self::row('POST', "batches/$id/cancel"),
            self::row('GET', "batches/$id/jobs"),
            self::row('GET', 'jobs'),
            self::row('GET', "jobs/$id"),
            self::row('POST', "jobs/$id/cancel"),
            self::row('POST', "jobs/$id/retry"),
            self::row('GET', 'assets'),
            self::row('GET', "assets/$id"),
            self::row('GET', "assets/$id/file", self::SEE, self::PICTURE, self::LONG_S),
            self::row('GET', "assets/$id/thumbnail", self::SEE, self::PICTURE, self::LONG_S),
            self::row('PUT', "assets/$id/review"),
            self::row('GET', "assets/$id/words"),
            self::row('POST', "assets/$id/words", self::SEE, self::JSON, self::LONG_S),
            self::row('PUT', "assets/$id/words/main"),
            self::row('POST', 'reviews'),
            self::row('POST', 'publications/preview', self::SEE, self::JSON, self::LONG_S),
            self::row('POST', 'publications', self::PUBLISH),
            self::row('GET', 'publications'),
            self::row('POST', 'publications/many', self::PUBLISH, self::JSON, self::LONG_S),
            self::row('GET', "publications/$id"),
            self::row('POST', "publications/$id/undo", self::PUBLISH),
            self::row('POST', 'undos', self::PUBLISH, self::JSON, self::LONG_S),
            self::row('GET', 'usage', self::SEE),
            self::row('GET', 'usage/entries', self::SEE),
        ];
    }

    /** @return array{method: string, pattern: string, capability: string, kind: string, timeout: int}|null */
    public static function find(string $method, string $path): ?array
    {
        foreach (self::rows() as $row) {
            if ($row['method'] === $method && preg_match('#\A' . $row['pattern'] . '\z#', $path) === 1) {
                return $row;
            }
        }
        return null;
    }

    /** @return array{method: string, pattern: string, capability: string, kind: string, timeout: int} */
    private static function row(
        string $method,
        string $pattern,
        string $capability = self::SEE,
        string $kind = self::JSON,
        int $timeout = self::SHORT_S
    ): array {
        return [
            'method' => $method,
            'pattern' => $pattern,
            'capability' => $capability,
            'kind' => $kind,
            'timeout' => $timeout,
        ];
    }
}
