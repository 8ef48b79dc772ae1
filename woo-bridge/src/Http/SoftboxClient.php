<?php

declare(strict_types=1);

namespace Softbox\Bridge\Http;

use Softbox\Bridge\Connection\Connection;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Signing\BridgeSignature;

/** Calls the Softbox that this site is connected to, each call signed anew with the bridge key. */
final class SoftboxClient
{
    private ConnectionStore $connections;
    private Outbound $outbound;

    /** @var \Closure(): int */
    private \Closure $now;

    /** @param \Closure(): int $now Unix time. */
    public function __construct(ConnectionStore $connections, Outbound $outbound, \Closure $now)
    {
        $this->connections = $connections;
        $this->outbound = $outbound;
        $this->now = $now;
    }

    /**
     * One call of the job API; `$path` is below `/api/v1`.
     *
     * @param array<string, string> $query
     * @param array<string, string> $headers
     * @return Reply|\WP_Error
     */
    public function api(
        string $method,
        string $path,
        array $query = [],
        string $body = '',
        array $headers = [],
        float $timeoutSeconds = 10,
        int $maxBytes = Outbound::JSON_BYTES
    ) {
        $connection = $this->connections->current();
        if ($connection === null) {
            return self::notConnected();
        }
        $url = $connection->apiUrl . $path;
        return $this->signed($connection, $method, $url, $query, $body, $headers, $timeoutSeconds, $maxBytes);
    }

    /**
     * One call of the connect endpoints, signed.
     *
     * @return Reply|\WP_Error
     */
    public function connect(string $method, string $path, string $body = '', float $timeoutSeconds = 10)
    {
        $connection = $this->connections->current();
        if ($connection === null) {
            return self::notConnected();
        }
        $url = $connection->origin . '/connect/woo' . $path;
        return $this->signed($connection, $method, $url, [], $body, [], $timeoutSeconds, Outbound::JSON_BYTES);
    }

    /**
     * Ends a connection at Softbox, also one that was never kept here.
     *
     * @return Reply|\WP_Error
     */
    public function end(Connection $connection)
    {
        $url = $connection->origin . '/connect/woo/disconnect';
        return $this->signed($connection, 'POST', $url, [], '{}', [], 10, Outbound::JSON_BYTES);
    }

    public static function notConnected(): \WP_Error
    {
        return new \WP_Error(
            'softbox_not_connected',
            __('This site is not connected to Softbox.', 'softbox-product-photos'),
            ['status' => 409]
        );
    }

    /**
     * @param array<string, string> $query
     * @param array<string, string> $headers
     * @return Reply|\WP_Error
     */
    private function signed(
        Connection $connection,
        string $method,
        string $url,
        array $query,
        string $body,
        array $headers,
        float $timeoutSeconds,
        int $maxBytes
    ) {
        $queryText = http_build_query($query, '', '&', PHP_QUERY_RFC3986);
        $signature = new BridgeSignature($connection->keyId, $connection->secret);
        $headers['Authorization'] = $signature->authorization(
            $method,
            (string) wp_parse_url($url, PHP_URL_PATH),
            $queryText,
            $body,
            ($this->now)(),
            bin2hex(random_bytes(16))
        );
        if ($body !== '') {
            $headers['Content-Type'] = 'application/json';
        }
        return $this->outbound->send(
            $method,
            $queryText === '' ? $url : $url . '?' . $queryText,
            $body,
            $headers,
            $timeoutSeconds,
            $maxBytes
        );
    }
}
