<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

use Softbox\Bridge\Secrets\SecretBox;

/** Keeps the connection in one option that is not loaded with every page. Its secret is sealed. */
final class ConnectionStore
{
    public const OPTION = 'softbox_connection';

    private SecretBox $box;

    public function __construct(SecretBox $box)
    {
        $this->box = $box;
    }

    public function save(Connection $connection): void
    {
        update_option(self::OPTION, [
            'id' => $connection->id,
            'origin' => $connection->origin,
            'api_url' => $connection->apiUrl,
            'store_name' => $connection->storeName,
            'key_id' => $connection->keyId,
            'sealed' => $this->box->seal($connection->secret),
            'home' => $connection->home,
            'connected_at' => $connection->connectedAt,
        ], false);
    }

    public function forget(): void
    {
        delete_option(self::OPTION);
    }

    /**
     * Why there is a record that cannot be used: `other-address` (a copy of the site), `unreadable` (the salts changed);
     * null when there is none, or it can be used.
     */
    public function trouble(): ?string
    {
        $record = $this->record();
        if ($record === null) {
            return null;
        }
        if ($record['home'] !== home_url()) {
            return 'other-address';
        }
        return $this->box->open($record['sealed']) === null ? 'unreadable' : null;
    }

    /** The connection, or null when there is none that this site may use. */
    public function current(): ?Connection
    {
        $record = $this->record();
        if ($record === null || $record['home'] !== home_url()) {
            return null;
        }
        $secret = $this->box->open($record['sealed']);
        if ($secret === null) {
            return null;
        }
        return new Connection(
            $record['id'],
            $record['origin'],
            $record['api_url'],
            $record['store_name'],
            $record['key_id'],
            $secret,
            $record['home'],
            $record['connected_at']
        );
    }

    /** The Softbox of the record, also of one that cannot be used any more: for taking it apart. */
    public function recordedOrigin(): ?string
    {
        return $this->record()['origin'] ?? null;
    }

    /** @return array{id: string, origin: string, api_url: string, store_name: string, key_id: string, sealed: string, home: string, connected_at: int}|null */
    private function record(): ?array
    {
        $raw = get_option(self::OPTION);
        if (! is_array($raw)) {
            return null;
        }
        $record = ['connected_at' => (int) ($raw['connected_at'] ?? 0)];
        foreach (['id', 'origin', 'api_url', 'store_name', 'key_id', 'sealed', 'home'] as $name) {
            if (! isset($raw[$name]) || ! is_string($raw[$name])) {
                return null;
            }
            $record[$name] = $raw[$name];
        }
        return $record;
    }
}
