<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\site;

use Softbox\Bridge\Tests\Support\Contract;
use Softbox\Bridge\Tests\Support\SiteTestCase;

final class GalleryTest extends SiteTestCase
{
    /**
     * The shared cases on real products: the ids of the case are put in place of ids of this site, so that what is written and
     * read back went through WooCommerce's own objects.
     *
     * @dataProvider cases
     */
    public function testWritesAsTheSharedCasesSay(\stdClass $case, array $images): void
    {
        [$product, $ids] = $this->productOf($case, $images);
        $path = "/wc-softbox/v1/products/$product/gallery";
        $request = self::renamed($case->request, $ids);
        $reply = $this->softbox()->post($path, $request);
        $now = $this->stateOf($this->softbox()->rest('GET', $path)['json']);
        $before = self::plain(self::renamed($case->current, $ids));
        switch ($case->outcome) {
            case 'unchanged':
                self::assertSame([200, $before], [$reply['status'], $now]);
                break;
            case 'written':
                self::assertSame(200, $reply['status'], $reply['body']);
                self::assertSame(self::plain(self::renamed($case->after, $ids)), $now);
                self::assertSame($now, $this->stateOf($reply['json']));
                break;
            case 'changed':
                self::assertSame([409, 'softbox_gallery_changed', $before], [$reply['status'], $reply['json']['code'], $now]);
                self::assertSame($before, $this->stateOf($reply['json']['data']['current']));
                break;
            case 'image-gone':
                self::assertSame([422, 'softbox_image_gone', $before], [$reply['status'], $reply['json']['code'], $now]);
                self::assertSame($ids[$case->image], $reply['json']['data']['image']);
                break;
            default:
                self::assertSame([400, 'rest_invalid_param', $before], [$reply['status'], $reply['json']['code'], $now]);
        }
    }

    /** @return iterable<string, array{\stdClass, int[]}> */
    public function cases(): iterable
    {
        $contract = Contract::readObjects('woo/gallery-writes.json');
        foreach ($contract->cases as $case) {
            yield $case->name => [$case, $contract->images];
        }
    }

    public function testShowsAGalleryAsItIsStored(): void
    {
        $medium = $this->keep(self::picture());
        $product = $this->newProduct(['images' => [['id' => $medium['id']]]]);
        $gallery = $this->softbox()->rest('GET', "/wc-softbox/v1/products/{$product['id']}/gallery")['json'];
        self::assertSame([$product['id'], 'simple', 'publish', $medium['id'], [], []], [
            $gallery['product_id'], $gallery['type'], $gallery['status'], $gallery['featured'], $gallery['gallery'],
            $gallery['variations'],
        ]);
        self::assertSame([[
            'id' => $medium['id'], 'url' => $medium['url'], 'alt' => '', 'mime' => 'image/png', 'name' => $medium['name'],
        ]], $gallery['images']);
        self::assertMatchesRegularExpression('/\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\z/', $gallery['modified_gmt']);
    }

    public function testKnowsNoProductThatIsGone(): void
    {
        $product = $this->newProduct();
        $this->softbox()->rest('DELETE', "/wc/v3/products/{$product['id']}");
        foreach ([$product['id'], 999999999] as $id) {
            $reply = $this->softbox()->rest('GET', "/wc-softbox/v1/products/$id/gallery");
            self::assertSame([404, 'softbox_product_gone'], [$reply['status'], $reply['json']['code']]);
        }
    }

    public function testTellsTheFactsOfTheSite(): void
    {
        $site = $this->softbox()->rest('GET', '/wc-softbox/v1/site')['json'];
        self::assertSame(1, $site['protocol']);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z/', $site['id']);
        self::assertSame([$this->url, "{$this->url}/wp-json/", null], [$site['url'], $site['rest_url'], $site['pending']]);
        self::assertContains('image/webp', $site['image_types']);
        self::assertSame($site['id'], $this->softbox()->rest('GET', '/wc-softbox/v1/site')['json']['id']);
    }

    /**
     * A product that shows what the case says, and its ids of this site by those of the case.
     *
     * @param int[] $images
     * @return array{int, array<int, int>}
     */
    private function productOf(\stdClass $case, array $images): array
    {
        $ids = [0 => 0, 99 => 999999999];
        foreach ($images as $image) {
            if (strpos((string) json_encode($case), (string) $image) !== false) {
                $ids[$image] = (int) $this->keep(self::picture())['id'];
            }
        }
        $variations = $case->current->variations;
        $product = $this->newProduct($variations === [] ? [] : [
            'type' => 'variable',
            'attributes' => [['name' => 'Size', 'variation' => true, 'visible' => true, 'options' => ['S', 'M']]],
        ]);
        foreach ($variations as $i => $variation) {
            $made = $this->softbox()->rest('POST', "/wc/v3/products/{$product['id']}/variations", [], (string) json_encode([
                'regular_price' => '5',
                'menu_order' => $i,
                'attributes' => [['name' => 'Size', 'option' => ['S', 'M'][$i]]],
            ]));
            $ids[$variation->id] = (int) $made['json']['id'];
        }
        $ids[13] = $ids[13] ?? 999999998;
        $path = "/wc-softbox/v1/products/{$product['id']}/gallery";
        $now = self::plain(json_decode((string) json_encode($this->stateOf($this->softbox()->rest('GET', $path)['json']))));
        $wanted = self::renamed($case->current, $ids);
        // a picture that dangles: it is put in while it is there, and deleted behind WooCommerce's back
        $dangling = strpos((string) json_encode($case->current), '99') !== false ? $this->keep(self::picture()) : null;
        if ($dangling !== null) {
            $ids[99] = (int) $dangling['id'];
            $wanted = self::renamed($case->current, $ids);
        }
        $put = $this->softbox()->post($path, ['expected' => $now, 'write' => $wanted]);
        self::assertSame(200, $put['status'], $put['body']);
        if ($dangling !== null) {
            $this->owner()->rest('DELETE', "/wp/v2/media/{$dangling['id']}", ['force' => 'true']);
        }
        return [(int) $product['id'], $ids];
    }

    /**
     * @param mixed           $value
     * @param array<int, int> $ids
     * @return mixed
     */
    private static function renamed($value, array $ids)
    {
        if (is_int($value)) {
            return $ids[$value] ?? $value;
        }
        if (is_array($value)) {
            return array_map(static fn ($item) => self::renamed($item, $ids), $value);
        }
        if ($value instanceof \stdClass) {
            return (object) array_map(static fn ($item) => self::renamed($item, $ids), get_object_vars($value));
        }
        return $value;
    }

    /**
     * @param mixed $state
     * @return array<string, mixed>
     */
    private static function plain($state): array
    {
        return json_decode((string) json_encode($state), true);
    }

    /**
     * @param array<string, mixed> $gallery
     * @return array<string, mixed>
     */
    private function stateOf(array $gallery): array
    {
        return array_intersect_key($gallery, ['featured' => 1, 'gallery' => 1, 'variations' => 1]);
    }
}
