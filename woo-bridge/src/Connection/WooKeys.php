<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** WooCommerce's REST keys. There is no REST route that deletes one, so this goes to its table as WooCommerce itself does. */
final class WooKeys
{
    /** Ids of the keys that were made for Softbox. */
    public const OPTION = 'softbox_woo_keys';

    private \wpdb $db;

    public function __construct(\wpdb $db)
    {
        $this->db = $db;
    }

    /** @return array{key_id: int, consumer_key: string, consumer_secret: string}|null Null when it could not be kept. */
    public function make(int $userId, string $description): ?array
    {
        $key = 'ck_' . wc_rand_hash();
        $secret = 'cs_' . wc_rand_hash();
        $kept = $this->db->insert(
            $this->table(),
            [
                'user_id' => $userId,
                'description' => $description,
                'permissions' => 'read_write',
                'consumer_key' => wc_api_hash($key),
                'consumer_secret' => $secret,
                'truncated_key' => substr($key, -7),
            ],
            ['%d', '%s', '%s', '%s', '%s', '%s']
        );
        return $kept ? ['key_id' => (int) $this->db->insert_id, 'consumer_key' => $key, 'consumer_secret' => $secret] : null;
    }

    /**
     * The key that made this request: of Basic, of the query, or of OAuth. WooCommerce has checked it by then; this only
     * finds its row. Null when a person's login made it.
     */
    public function idOfCaller(\WP_REST_Request $request): ?int
    {
        $key = $this->keyInBasic($request)
            ?? $this->keyIn((array) $request->get_query_params(), ['consumer_key', 'oauth_consumer_key'])
            ?? $this->keyInOAuth($request);
        if ($key === null) {
            return null;
        }
        $id = $this->db->get_var(
            $this->db->prepare(
                'SELECT key_id FROM ' . $this->table() . ' WHERE consumer_key = %s AND user_id = %d',
                wc_api_hash($key),
                get_current_user_id()
            )
        );
        return $id === null ? null : (int) $id;
    }

    /** @param int[] $ids */
    public function remember(array $ids): void
    {
        update_option(self::OPTION, array_values(array_unique(array_map('intval', $ids))), false);
    }

    /** @return int[] */
    public function remembered(): array
    {
        return array_map('intval', (array) get_option(self::OPTION, []));
    }

    /** @param int[] $ids */
    public function delete(array $ids): bool
    {
        $deleted = true;
        foreach ($ids as $id) {
            $deleted = $this->db->delete($this->table(), ['key_id' => $id], ['%d']) !== false && $deleted;
        }
        $this->remember(array_diff($this->remembered(), $ids));
        return $deleted;
    }

    private function table(): string
    {
        return $this->db->prefix . 'woocommerce_api_keys';
    }

    private function keyInBasic(\WP_REST_Request $request): ?string
    {
        // PHP takes Basic apart by itself, and with some servers keeps the header to itself
        $user = $_SERVER['PHP_AUTH_USER'] ?? null;
        if (is_string($user) && $user !== '') {
            return $user;
        }
        $header = (string) $request->get_header('authorization');
        $decoded = stripos($header, 'basic ') === 0 ? base64_decode(substr($header, 6), true) : false;
        return $decoded === false ? null : explode(':', $decoded, 2)[0];
    }

    private function keyInOAuth(\WP_REST_Request $request): ?string
    {
        $header = (string) $request->get_header('authorization');
        return preg_match('/oauth_consumer_key="([^"]+)"/', $header, $found) === 1 ? rawurldecode($found[1]) : null;
    }

    /**
     * @param array<string, mixed> $params
     * @param string[]             $names
     */
    private function keyIn(array $params, array $names): ?string
    {
        foreach ($names as $name) {
            if (isset($params[$name]) && is_string($params[$name])) {
                return $params[$name];
            }
        }
        return null;
    }
}
