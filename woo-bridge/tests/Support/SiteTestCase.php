<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\Support;

use PHPUnit\Framework\TestCase;

/**
 * Tests on a real WordPress with WooCommerce and this plugin, named by environment variables that `prepare-site.php` prints.
 * Without them these tests are left out of the run by name (`--testsuite unit`), never passed over in silence.
 */
abstract class SiteTestCase extends TestCase
{
    protected string $url;

    protected function setUp(): void
    {
        $this->url = self::setting('SOFTBOX_SITE_URL');
    }

    protected static function setting(string $name): string
    {
        $value = getenv($name);
        if (! is_string($value) || $value === '') {
            self::fail("$name is not set: see woo-bridge/tests/README.md");
        }
        return $value;
    }

    protected function softbox(): SiteClient
    {
        return SiteClient::program($this->url, self::setting('SOFTBOX_SITE_KEY'));
    }

    protected function owner(): SiteClient
    {
        return SiteClient::person($this->url, self::setting('SOFTBOX_SITE_OWNER'));
    }

    protected function subscriber(): SiteClient
    {
        return SiteClient::person($this->url, self::setting('SOFTBOX_SITE_SUBSCRIBER'));
    }

    protected static function newName(string $extension = 'png'): string
    {
        $hex = bin2hex(random_bytes(16));
        return 'softbox-' . implode('-', [
            substr($hex, 0, 8),
            substr($hex, 8, 4),
            '7' . substr($hex, 13, 3),
            '8' . substr($hex, 17, 3),
            substr($hex, 20),
        ]) . '.' . $extension;
    }

    protected static function picture(int $side = 40): string
    {
        $image = imagecreatetruecolor($side, $side);
        imagefill($image, 0, 0, (int) imagecolorallocate($image, random_int(0, 255), random_int(0, 255), random_int(0, 255)));
        ob_start();
        imagepng($image);
        return (string) ob_get_clean();
    }

    /** @return array<string, mixed> The medium. */
    protected function keep(string $bytes, ?string $name = null): array
    {
        $name = $name ?? self::newName();
        $reply = $this->softbox()->upload(
            '/wc-softbox/v1/media',
            ['name' => $name, 'sha256' => hash('sha256', $bytes), 'alt' => ''],
            $bytes,
            $name
        );
        self::assertSame(201, $reply['status'], $reply['body']);
        return $reply['json'];
    }

    /**
     * @param array<string, mixed> $with
     * @return array<string, mixed>
     */
    protected function newProduct(array $with = []): array
    {
        $made = $this->softbox()->rest('POST', '/wc/v3/products', [], (string) json_encode($with + ['name' => 'Test product']));
        self::assertSame(201, $made['status'], $made['body']);
        return $made['json'];
    }
}
