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

    /** @var array<int, array{status: int, body: string, headers: array<string, string>}> What is answered to calls outwards. */
    public static array $answers = [];

    /** @var string[] Calls outwards, as `METHOD address`. */
    public static array $calls = [];

    /** @var string[] Actions that were done. */
    public static array $done = [];

    public static function reset(): void
    {
        self::$home = 'https://shop.example';
        self::$options = [];
        self::$capabilities = [];
        self::$loggedIn = false;
        self::$routes = [];
        self::$answers = [];
        self::$calls = [];
        self::$done = [];
    }
}
