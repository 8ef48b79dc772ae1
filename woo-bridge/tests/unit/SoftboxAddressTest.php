<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\Connection\SoftboxAddress;

final class SoftboxAddressTest extends TestCase
{
    /** @dataProvider addresses */
    public function testReadsAnAddress(string $typed, string $home, ?string $origin): void
    {
        self::assertSame($origin, SoftboxAddress::origin($typed, $home));
    }

    /** @return array<string, array{string, string, string|null}> */
    public function addresses(): array
    {
        $shop = 'https://shop.example';
        return [
            'as it is' => ['https://softbox.example', $shop, 'https://softbox.example'],
            'without scheme' => [' softbox.example ', $shop, 'https://softbox.example'],
            'with a path, which is cut' => ['https://softbox.example/app/?x=1', $shop, 'https://softbox.example'],
            'with a port' => ['https://softbox.example:8443', $shop, 'https://softbox.example:8443'],
            'in capitals' => ['HTTPS://Softbox.Example', $shop, 'https://softbox.example'],
            'plain http' => ['http://softbox.example', $shop, null],
            'plain http on loopback from elsewhere' => ['http://127.0.0.1:3000', $shop, null],
            'plain http where both are here' => ['http://127.0.0.1:3000', 'http://localhost:8080', 'http://127.0.0.1:3000'],
            'with a login' => ['https://me:secret@softbox.example', $shop, null],
            'another scheme' => ['ftp://softbox.example', $shop, null],
            'a script' => ['javascript://softbox.example/%0aalert(1)', $shop, null],
            'with a quote' => ['https://softbox.example"onload=', $shop, null],
            'nothing' => ['', $shop, null],
        ];
    }
}
