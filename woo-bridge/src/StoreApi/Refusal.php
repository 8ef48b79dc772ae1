<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Errors of the routes that Softbox calls: their codes and statuses are part of the protocol. */
final class Refusal
{
    /**
     * @param array<string, mixed> $data
     */
    public static function of(string $code, int $status, string $message, array $data = []): \WP_Error
    {
        return new \WP_Error($code, $message, ['status' => $status] + $data);
    }

    public static function forbidden(): \WP_Error
    {
        return self::of(
            'softbox_forbidden',
            rest_authorization_required_code(),
            __('This takes a WooCommerce key of somebody who may manage the shop.', 'softbox-product-photos')
        );
    }

    public static function invalid(string $name, string $why): \WP_Error
    {
        return self::of('rest_invalid_param', 400, "$name: $why", ['params' => [$name => $why]]);
    }

    public static function hashMismatch(): \WP_Error
    {
        return self::of('softbox_hash_mismatch', 400, 'The body is not the one that was signed; nothing was changed.');
    }

    public static function busy(): \WP_Error
    {
        return self::of('softbox_busy', 503, 'Somebody else is at work on this; try again.', ['retry_after' => 2]);
    }

    public static function mediaGone(): \WP_Error
    {
        return self::of('softbox_media_gone', 404, 'There is no image with this id.');
    }
}
