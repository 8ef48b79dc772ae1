<?php

declare(strict_types=1);

namespace Softbox\Bridge\Signing;

/**
 * Signs requests to Softbox. What is signed is said in docs/api/README.md of Softbox; tested against the shared vectors
 * in tests/contract/bridge-signature-vectors.json.
 */
final class BridgeSignature
{
    public const SCHEME = 'Softbox-HMAC-SHA256';

    private string $keyId;

    /** 32 bytes. */
    private string $secret;

    /**
     * @param string $keyId     Id of the bridge key.
     * @param string $secretHex 64 hexadecimal digits.
     */
    public function __construct(string $keyId, string $secretHex)
    {
        $secret = strlen($secretHex) === 64 && ctype_xdigit($secretHex) ? hex2bin($secretHex) : false;
        if ($secret === false) {
            throw new \InvalidArgumentException('A bridge secret is 64 hexadecimal digits.');
        }
        $this->keyId = $keyId;
        $this->secret = $secret;
    }

    /** The value of the `Authorization` header. `$query` comes without `?`, `$path` as it stands on the request line. */
    public function authorization(
        string $method,
        string $path,
        string $query,
        string $body,
        int $timestamp,
        string $nonce
    ): string {
        $signature = hash_hmac(
            'sha256',
            $this->canonical($method, $path, $query, $body, $timestamp, $nonce),
            $this->secret
        );
        return self::SCHEME . " KeyId={$this->keyId}, Timestamp={$timestamp}, Nonce={$nonce}, Signature={$signature}";
    }

    /** The eight lines that are signed. */
    public function canonical(
        string $method,
        string $path,
        string $query,
        string $body,
        int $timestamp,
        string $nonce
    ): string {
        return implode("\n", [
            self::SCHEME,
            $this->keyId,
            strtoupper($method),
            $path,
            self::canonicalQuery($query),
            (string) $timestamp,
            $nonce,
            hash('sha256', $body),
        ]);
    }

    /** Pairs decoded as a form, encoded again by RFC 3986, sorted by name and then value in byte order. */
    public static function canonicalQuery(string $query): string
    {
        $pairs = [];
        foreach (explode('&', $query) as $part) {
            if ($part === '') {
                continue;
            }
            [$name, $value] = array_pad(explode('=', $part, 2), 2, '');
            $pairs[] = [rawurlencode(urldecode($name)), rawurlencode(urldecode($value))];
        }
        usort($pairs, static function (array $a, array $b): int {
            $byName = strcmp($a[0], $b[0]);
            return $byName !== 0 ? $byName : strcmp($a[1], $b[1]);
        });
        return implode('&', array_map(static fn (array $pair): string => "{$pair[0]}={$pair[1]}", $pairs));
    }
}
