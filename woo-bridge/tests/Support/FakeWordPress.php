<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\Support;

/** What the stand-in functions of WordPress remember. */
final class FakeWordPress
{
    public static string $home = 'https://shop.example';

    /** @var array<string, mixed> */
    public static array $options = [];

    /** @var string[] */
    public static array $capabilities = [];
    public static bool $loggedIn = false;

    /** @var array<string, array<string, mixed>> */
    public static array $routes = [];

    public static function reset(): void
    {
        self::$home = 'https://shop.example';
        self::$options = [];
        self::$capabilities = [];
        self::$loggedIn = false;
        self::$routes = [];
    }
}
