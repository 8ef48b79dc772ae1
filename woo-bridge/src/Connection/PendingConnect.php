<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** A connect by wc-auth that was begun here and is not finished. Only its challenge is ever shown. */
final class PendingConnect
{
    public const OPTION = 'softbox_pending_connect';
    public const LIFETIME_S = 1800;

    /** @var \Closure(): int */
    private \Closure $now;

    /** @param \Closure(): int $now Unix time. */
    public function __construct(\Closure $now)
    {
        $this->now = $now;
    }

    /** SHA-256 of the verifier as text, in lower-case hexadecimal digits. */
    public static function challengeOf(string $verifier): string
    {
        return hash('sha256', $verifier);
    }

    /** Begins, for the person who clicked; returns the verifier. A former one is void. */
    public function begin(string $origin, int $userId): string
    {
        $verifier = bin2hex(random_bytes(32));
        update_option(self::OPTION, [
            'verifier' => $verifier,
            'origin' => $origin,
            'user_id' => $userId,
            'state' => '',
            'begun_at' => ($this->now)(),
            'key_ids' => [],
        ], false);
        return $verifier;
    }

    public function noteState(string $state): void
    {
        $record = $this->current();
        if ($record !== null) {
            update_option(self::OPTION, array_merge($record, ['state' => $state]), false);
        }
    }

    /** A WooCommerce key that called while this is open: it is the one that was made for Softbox, to be deleted with it. */
    public function noteKey(int $keyId): void
    {
        $record = $this->current();
        if ($record !== null && ! in_array($keyId, $record['key_ids'], true)) {
            $record['key_ids'] = array_slice(array_merge($record['key_ids'], [$keyId]), -5);
            update_option(self::OPTION, $record, false);
        }
    }

    /** @return int[] The keys noted so far, also by requests that ran since this one began. */
    public function keysSeen(): array
    {
        wp_cache_delete(self::OPTION, 'options');
        return $this->current()['key_ids'] ?? [];
    }

    /** @return array{verifier: string, origin: string, user_id: int, state: string, begun_at: int, key_ids: int[]}|null */
    public function current(): ?array
    {
        $record = get_option(self::OPTION);
        if (! is_array($record) || ! isset($record['verifier'], $record['origin'], $record['begun_at'])) {
            return null;
        }
        return $record['begun_at'] + self::LIFETIME_S > ($this->now)() ? $record : null;
    }

    public function challenge(): ?string
    {
        $record = $this->current();
        return $record === null ? null : self::challengeOf($record['verifier']);
    }

    public function end(): void
    {
        delete_option(self::OPTION);
    }
}
