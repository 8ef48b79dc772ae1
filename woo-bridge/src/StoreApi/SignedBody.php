<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** OAuth signs the query and not the body; the hash in the query ties the two. */
final class SignedBody
{
    public const JSON_BYTES = 262144;

    /** @param mixed $hash The `sha256` of the query. */
    public static function isHash($hash): bool
    {
        return is_string($hash) && preg_match('/\A[0-9a-f]{64}\z/', $hash) === 1;
    }

    /**
     * The body's members: all of `$members` and no others.
     *
     * @param string[] $members
     * @return array<string, mixed>|\WP_Error
     */
    public static function json(\WP_REST_Request $request, array $members)
    {
        $hash = $request->get_query_params()['sha256'] ?? null;
        if (! self::isHash($hash)) {
            return Refusal::invalid('sha256', 'the SHA-256 of the body in 64 lower-case hexadecimal digits');
        }
        $body = $request->get_body();
        if (strlen($body) > self::JSON_BYTES) {
            return Refusal::invalid('body', 'at most 256 KiB');
        }
        if (! hash_equals(hash('sha256', $body), $hash)) {
            return Refusal::hashMismatch();
        }
        $type = $request->get_content_type();
        $json = $type !== null && $type['value'] === 'application/json' ? json_decode($body) : null;
        if (! $json instanceof \stdClass) {
            return Refusal::invalid('body', 'a JSON object, as application/json');
        }
        return Members::exactly($json, $members, '');
    }
}
