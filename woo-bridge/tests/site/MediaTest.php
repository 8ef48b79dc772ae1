<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\site;

use Softbox\Bridge\Tests\Support\SiteTestCase;

final class MediaTest extends SiteTestCase
{
    private const MEDIA = '/wc-softbox/v1/media';

    public function testTakesAFileInOnceAndKeepsItsBytes(): void
    {
        $bytes = self::picture(3000);
        $name = self::newName();
        // no backslash: WooCommerce 8.0 takes one out of a query before it checks the OAuth signature
        $alt = 'Tea “茶” <b>50 %</b> "quoted" & \'more\'';
        $query = ['name' => $name, 'sha256' => hash('sha256', $bytes), 'alt' => $alt];
        $first = $this->softbox()->upload(self::MEDIA, $query, $bytes, $name);
        self::assertSame(201, $first['status'], $first['body']);
        self::assertStringContainsString('no-store', $first['head']);
        $medium = $first['json'];
        self::assertSame([$name, $alt, 'image/png', strlen($bytes), 3000, 3000], [
            $medium['name'], $medium['alt'], $medium['mime'], $medium['bytes'], $medium['width'], $medium['height'],
        ]);
        self::assertSame($query['sha256'], hash('sha256', $this->softbox()->download($medium['url'])));
        $again = $this->softbox()->upload(self::MEDIA, ['alt' => 'another'] + $query, $bytes, $name);
        self::assertSame([200, $medium['id'], $alt], [$again['status'], $again['json']['id'], $again['json']['alt']]);
        $found = $this->softbox()->rest('GET', self::MEDIA, ['name' => $name]);
        self::assertSame($medium['id'], $found['json']['media']['id']);
        self::assertSame($medium, $this->softbox()->rest('GET', self::MEDIA . '/' . $medium['id'])['json']);
    }

    public function testRefusesABodyThatIsNotTheSignedOneAndKeepsNothing(): void
    {
        $name = self::newName();
        $query = ['name' => $name, 'sha256' => hash('sha256', 'other bytes')];
        $reply = $this->softbox()->upload(self::MEDIA, $query, self::picture(), $name);
        self::assertSame([400, 'softbox_hash_mismatch'], [$reply['status'], $reply['json']['code']]);
        self::assertSame(['media' => null], $this->softbox()->rest('GET', self::MEDIA, ['name' => $name])['json']);
    }

    public function testRefusesOtherBytesUnderAKnownName(): void
    {
        $name = self::newName();
        $first = $this->keep(self::picture(), $name);
        $bytes = self::picture(41);
        $reply = $this->softbox()->upload(self::MEDIA, ['name' => $name, 'sha256' => hash('sha256', $bytes)], $bytes, $name);
        self::assertSame(
            [409, 'softbox_name_taken', $first['id']],
            [$reply['status'], $reply['json']['code'], $reply['json']['data']['media_id']]
        );
    }

    /** @dataProvider noPictures */
    public function testRefusesWhatIsNoPicture(string $bytes, string $extension): void
    {
        $name = self::newName($extension);
        $reply = $this->softbox()->upload(self::MEDIA, ['name' => $name, 'sha256' => hash('sha256', $bytes)], $bytes, $name);
        self::assertSame([415, 'softbox_type_refused'], [$reply['status'], $reply['json']['code']]);
        self::assertSame(['media' => null], $this->softbox()->rest('GET', self::MEDIA, ['name' => $name])['json']);
    }

    /** @return array<string, array{string, string}> */
    public function noPictures(): array
    {
        return [
            'a script' => ['<?php echo "x";', 'jpg'],
            'a page' => ['<html><script>alert(1)</script></html>', 'png'],
            'a drawing' => ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'webp'],
            'a picture of another type' => [self::picture(), 'jpg'],
        ];
    }

    /** @dataProvider badNames */
    public function testRefusesNamesThatAreNotOurs(string $name): void
    {
        $bytes = self::picture();
        $reply = $this->softbox()->upload(self::MEDIA, ['name' => $name, 'sha256' => hash('sha256', $bytes)], $bytes, 'x.png');
        self::assertSame([400, 'rest_invalid_param'], [$reply['status'], $reply['json']['code']]);
    }

    /** @return array<string, array{string}> */
    public function badNames(): array
    {
        return [
            'a path' => ['../softbox-0192f0c1-7a3b-7c4d-8e5f-60718293a4b5.png'],
            'a script' => ['softbox-0192f0c1-7a3b-7c4d-8e5f-60718293a4b5.php'],
            'somebody else\'s' => ['mug.png'],
        ];
    }

    public function testTwoThatSendTheSameFileAtOnceMakeOne(): void
    {
        $bytes = self::picture(1200);
        $name = self::newName();
        $script = sprintf(
            'require %s; require %s; $r = Softbox\Bridge\Tests\Support\SiteClient::program(%s, %s)->upload(%s, %s, base64_decode(%s), %s);'
                . ' echo $r["status"], " ", $r["json"]["id"];',
            var_export(dirname(__DIR__) . '/Support/SiteClient.php', true),
            var_export(dirname(__DIR__, 2) . '/src/Autoloader.php', true),
            var_export($this->url, true),
            var_export(self::setting('SOFTBOX_SITE_KEY'), true),
            var_export(self::MEDIA, true),
            var_export(['name' => $name, 'sha256' => hash('sha256', $bytes)], true),
            var_export(base64_encode($bytes), true),
            var_export($name, true)
        );
        $running = array_map(static fn () => popen('php -r ' . escapeshellarg($script), 'r'), [1, 2]);
        $answers = array_map(static fn ($pipe): string => (string) stream_get_contents($pipe), $running);
        array_map('pclose', $running);
        sort($answers);
        self::assertSame(['200', '201'], array_map(static fn (string $a): string => explode(' ', $a)[0], $answers));
        self::assertSame(explode(' ', $answers[0])[1], explode(' ', $answers[1])[1]);
    }

    public function testWritesAltTextCharacterForCharacter(): void
    {
        $medium = $this->keep(self::picture());
        $alt = "Line one\\two \"three\" <i>four</i> – 茶";
        $reply = $this->softbox()->post(self::MEDIA . "/{$medium['id']}/alt", ['alt' => $alt]);
        self::assertSame([200, $alt], [$reply['status'], $reply['json']['alt']]);
        $long = $this->softbox()->post(self::MEDIA . "/{$medium['id']}/alt", ['alt' => str_repeat('ä', 513)]);
        self::assertSame(400, $long['status']);
        $unknown = $this->softbox()->post(self::MEDIA . "/{$medium['id']}/alt", ['alt' => 'x', 'title' => 'y']);
        self::assertSame([400, 'rest_invalid_param'], [$unknown['status'], $unknown['json']['code']]);
        $changed = $this->softbox()->rest(
            'POST',
            self::MEDIA . "/{$medium['id']}/alt",
            ['sha256' => hash('sha256', '{"alt":"signed"}')],
            '{"alt":"sent"}'
        );
        self::assertSame([400, 'softbox_hash_mismatch'], [$changed['status'], $changed['json']['code']]);
        self::assertSame($alt, $this->softbox()->rest('GET', self::MEDIA . '/' . $medium['id'])['json']['alt']);
    }

    public function testDeletesItsOwnFileForGood(): void
    {
        $medium = $this->keep(self::picture());
        $delete = fn (string $name): array => $this->softbox()
            ->post(self::MEDIA . "/{$medium['id']}/delete", ['name' => $name])['json'];
        self::assertSame('not-ours', $delete(self::newName())['outcome']);
        self::assertSame('not-ours', $delete('mug.png')['outcome']);
        self::assertSame(['outcome' => 'deleted', 'used_by' => []], $delete($medium['name']));
        self::assertSame('gone', $delete($medium['name'])['outcome']);
        self::assertSame(404, $this->softbox()->rest('GET', self::MEDIA . '/' . $medium['id'])['status']);
    }

    public function testNeverDeletesARestoredOriginal(): void
    {
        $name = str_replace('softbox-', 'softbox-restored-', self::newName());
        $medium = $this->keep(self::picture(), $name);
        $reply = $this->softbox()->post(self::MEDIA . "/{$medium['id']}/delete", ['name' => $name]);
        self::assertSame('not-ours', $reply['json']['outcome']);
    }

    /** @dataProvider uses */
    public function testKeepsAFileThatIsInUse(string $what, callable $use): void
    {
        $medium = $this->keep(self::picture());
        $id = $use($this, $medium);
        $reply = $this->softbox()->post(self::MEDIA . "/{$medium['id']}/delete", ['name' => $medium['name']]);
        self::assertSame(
            ['outcome' => 'in-use', 'used_by' => [['what' => $what, 'id' => $id]]],
            $reply['json']
        );
    }

    /** @return array<string, array{string, callable}> */
    public function uses(): array
    {
        $other = static fn (self $t): array => $t->keep(self::picture());
        return [
            'the main picture of a product' => ['featured', static fn (self $t, array $m): int => $t->newProduct([
                'images' => [['id' => $m['id']]],
            ])['id']],
            'the main picture of a draft' => ['featured', static fn (self $t, array $m): int => $t->newProduct([
                'status' => 'draft',
                'images' => [['id' => $m['id']]],
            ])['id']],
            'a gallery' => ['gallery', static fn (self $t, array $m): int => $t->newProduct([
                'images' => [['id' => $other($t)['id']], ['id' => $m['id']]],
            ])['id']],
            'the text of a product, in one of its sizes' => ['content', static fn (self $t, array $m): int => $t->newProduct([
                'description' => '<p><img src="' . str_replace('.png', '-300x300.png', $m['url']) . '"></p>',
            ])['id']],
            'a category' => ['term', static function (self $t, array $m): int {
                $made = $t->softbox()->rest('POST', '/wc/v3/products/categories', [], (string) json_encode([
                    'name' => 'Category ' . bin2hex(random_bytes(4)),
                    'image' => ['id' => $m['id']],
                ]));
                return $made['json']['id'];
            }],
        ];
    }
}
