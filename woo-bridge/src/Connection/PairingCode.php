<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** The one-time code by which Softbox redeems a key where the host blocks wc-auth. Kept as a hash. */
final class PairingCode
{
    public const OPTION = 'softbox_pairing';
    public const LIFETIME_S = 600;
    public const WRONG_AT_MOST = 5;

    /** @var \Closure(): int */
    private \Closure $now;

    /** @param \Closure(): int $now Unix time. */
    public function __construct(\Closure $now)
    {
        $this->now = $now;
    }

    /** 64 hexadecimal digits. */
    public function make(int $userId): string
    {
        $code = bin2hex(random_bytes(32));
        update_option(self::OPTION, [
            'hash' => hash('sha256', $code),
            'user_id' => $userId,
            'made_at' => ($this->now)(),
            'wrong' => 0,
        ], false);
        return $code;
    }

    public function isOpen(): bool
    {
        return $this->record() !== null;
    }

    /** The person who began, once; null when the code is wrong, used or too old. */
    public function redeem(string $code): ?int
    {
        $record = $this->record();
        if ($record === null) {
            return null;
        }
        if (! hash_equals($record['hash'], hash('sha256', $code))) {
            $record['wrong']++;
            $record['wrong'] >= self::WRONG_AT_MOST
                ? $this->cancel()
                : update_option(self::OPTION, $record, false);
            return null;
        }
        // of two that redeem at once, one deletes the row
        return delete_option(self::OPTION) ? $record['user_id'] : null;
    }

    public function cancel(): void
    {
        delete_option(self::OPTION);
    }

    /** @return array{hash: string, user_id: int, made_at: int, wrong: int}|null */
    private function record(): ?array
    {
        $record = get_option(self::OPTION);
        if (! is_array($record) || ! isset($record['hash'], $record['user_id'], $record['made_at'], $record['wrong'])) {
            return null;
        }
        return $record['made_at'] + self::LIFETIME_S > ($this->now)() ? $record : null;
    }
}
