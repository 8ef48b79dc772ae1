<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\Support;

/** The vectors that both sides of the bridge are tested against. */
final class Contract
{
    /** @return array<string, mixed> */
    public static function read(string $file): array
    {
        $text = file_get_contents(dirname(__DIR__, 3) . '/tests/contract/' . $file);
        return json_decode((string) $text, true, 64, JSON_THROW_ON_ERROR);
    }

    /** As objects, which is how requests are read. */
    public static function readObjects(string $file): \stdClass
    {
        $text = file_get_contents(dirname(__DIR__, 3) . '/tests/contract/' . $file);
        return json_decode((string) $text, false, 64, JSON_THROW_ON_ERROR);
    }
}
