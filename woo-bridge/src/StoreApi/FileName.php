<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Names that Softbox gives to its files in a store; the rules are shared as tests/contract/woo/names.json. */
final class FileName
{
    private const FORM = '/\Asoftbox-(restored-)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.(jpg|png|webp|gif)\z/';

    private const TYPES = ['jpg' => 'image/jpeg', 'png' => 'image/png', 'webp' => 'image/webp', 'gif' => 'image/gif'];

    public static function isOurs(string $name): bool
    {
        return preg_match(self::FORM, $name) === 1;
    }

    /** A restored original is the merchant's again, and never deleted by us. */
    public static function isDeletable(string $name): bool
    {
        return preg_match(self::FORM, $name, $found) === 1 && $found[1] === '';
    }

    /** The type its extension promises; null when the name is not of our form. */
    public static function type(string $name): ?string
    {
        return preg_match(self::FORM, $name, $found) === 1 ? self::TYPES[$found[2]] : null;
    }

    /** @return array<string, string> Extensions as WordPress writes them (`jpg|jpeg`) to types. */
    public static function uploadTypes(): array
    {
        return ['jpg|jpeg' => 'image/jpeg', 'png' => 'image/png', 'webp' => 'image/webp', 'gif' => 'image/gif'];
    }
}
