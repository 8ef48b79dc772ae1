<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\AdminApi\JobApiTable;

final class RoutesTest extends TestCase
{
    private const ID = '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55';

    public function testPassesOnEveryCallOfTheJobApiThatTheScreensMake(): void
    {
        $ui = dirname(__DIR__, 2) . '/ui';
        $calls = [];
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($ui)) as $file) {
            if (preg_match('/\.tsx?$/', $file->getFilename()) === 1) {
                $source = (string) file_get_contents($file->getPathname());
                preg_match_all("#api\.(get|post|put|delete)\('/([^']+)'#", $source, $found, PREG_SET_ORDER);
                foreach ($found as $call) {
                    $calls[strtoupper($call[1]) . ' ' . self::filled($call[2])] = true;
                }
            }
        }
        self::assertGreaterThan(15, count($calls));
        foreach (array_keys($calls) as $call) {
            self::assertNotNull(JobApiTable::find(...explode(' ', $call)), $call);
        }
    }

    public function testKnowsNoCallThatTheJobApiDoesNotHave(): void
    {
        $openapi = json_decode((string) file_get_contents(dirname(__DIR__, 3) . '/docs/api/openapi.json'), true);
        $there = [];
        foreach ($openapi['paths'] as $path => $methods) {
            foreach (array_keys($methods) as $method) {
                $there[] = strtoupper($method) . ' ' . self::filled(substr($path, strlen('/api/v1/')));
            }
        }
        foreach (JobApiTable::rows() as $row) {
            $matching = array_filter($there, static function (string $call) use ($row): bool {
                [$method, $path] = explode(' ', $call);
                return $method === $row['method'] && preg_match('#\A' . $row['pattern'] . '\z#', $path) === 1;
            });
            self::assertNotEmpty($matching, "{$row['method']} {$row['pattern']}");
        }
    }

    /** A path with its parameters: ids, and the only language that a WooCommerce picture has words in. */
    private static function filled(string $template): string
    {
        return (string) preg_replace('/\{\w+\}/', self::ID, str_replace('{language}', 'main', $template));
    }

    /** @dataProvider strangePaths */
    public function testPassesOnNothingElse(string $method, string $path): void
    {
        self::assertNull(JobApiTable::find($method, $path));
    }

    /** @return array<string, array{string, string}> */
    public function strangePaths(): array
    {
        return [
            'a stream, which would hold a PHP process' => ['GET', 'batches/' . self::ID . '/events'],
            'a path upwards' => ['GET', 'products/../connect/woo/disconnect'],
            'a path that goes on' => ['GET', 'products/' . self::ID . '/x'],
            'a line feed at the end' => ['GET', "products\n"],
            'an id that is none' => ['GET', 'assets/1'],
            'another method' => ['DELETE', 'products'],
            'nothing' => ['GET', ''],
        ];
    }

    public function testWhatChangesAProductTakesTheRightToChangeAnybodysProducts(): void
    {
        foreach (['publications', 'publications/many', 'publications/' . self::ID . '/undo', 'undos'] as $path) {
            self::assertSame('edit_others_products', JobApiTable::find('POST', $path)['capability'], $path);
        }
    }
}
