<?php

declare(strict_types=1);

namespace Softbox\Bridge\Secrets;

/**
 * Seals what must not lie readable in the database (and so in its backups): authenticated encryption under a key made of
 * the site's own salts, which live in wp-config.php. Whoever changes the salts has to connect again.
 */
final class SecretBox
{
    private string $key;

    public function __construct(string $siteSalt)
    {
        if (! function_exists('sodium_crypto_secretbox')) {
            // a PHP without the extension: WordPress carries the same functions in PHP
            require_once ABSPATH . WPINC . '/sodium_compat/autoload.php';
        }
        $this->key = hash_hmac('sha256', 'softbox-product-photos/secret-box/1', $siteSalt, true);
    }

    public function seal(string $secret): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return 'v1:' . base64_encode($nonce . sodium_crypto_secretbox($secret, $nonce, $this->key));
    }

    /** Null when it was sealed with other salts, or was tampered with. */
    public function open(string $sealed): ?string
    {
        if (strncmp($sealed, 'v1:', 3) !== 0) {
            return null;
        }
        $bytes = base64_decode(substr($sealed, 3), true);
        if ($bytes === false || strlen($bytes) <= SODIUM_CRYPTO_SECRETBOX_NONCEBYTES) {
            return null;
        }
        $opened = sodium_crypto_secretbox_open(
            substr($bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES),
            substr($bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES),
            $this->key
        );
        return $opened === false ? null : $opened;
    }
}
