<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** A product's pictures: read as stored, written only over what the caller expects. */
final class GalleryRoutes
{
    private GalleryStore $store;
    private Lock $lock;

    public function __construct(GalleryStore $store, Lock $lock)
    {
        $this->store = $store;
        $this->lock = $lock;
    }

    /** @return array<string, mixed>|\WP_Error */
    public function read(\WP_REST_Request $request)
    {
        $product = $this->store->product((int) $request->get_url_params()['id']);
        return $product === null
            ? self::productGone()
            : $this->store->view($product, $this->store->read($product->get_id()));
    }

    /** @return array<string, mixed>|\WP_Error */
    public function write(\WP_REST_Request $request)
    {
        $body = SignedBody::json($request, ['expected', 'write']);
        if (is_wp_error($body)) {
            return $body;
        }
        $expected = GalleryState::parse($body['expected'], 'expected');
        if (is_wp_error($expected)) {
            return $expected;
        }
        $write = GalleryState::parse($body['write'], 'write');
        if (is_wp_error($write)) {
            return $write;
        }
        $id = (int) $request->get_url_params()['id'];
        return $this->lock->with("product $id", function () use ($id, $expected, $write) {
            $product = $this->store->product($id);
            return $product === null ? self::productGone() : $this->compareAndWrite($product, $expected, $write);
        });
    }

    /** @return array<string, mixed>|\WP_Error */
    private function compareAndWrite(\WC_Product $product, GalleryState $expected, GalleryState $write)
    {
        $id = $product->get_id();
        $current = $this->store->read($id);
        $decided = GalleryWrite::decide($current, $expected, $write, 'wp_attachment_is_image');
        switch ($decided->outcome) {
            case GalleryWrite::CHANGED:
                return Refusal::of(
                    'softbox_gallery_changed',
                    409,
                    'Somebody changed the pictures of this product meanwhile.',
                    ['current' => $this->store->view($product, $current)]
                );
            case GalleryWrite::IMAGE_GONE:
                return Refusal::of(
                    'softbox_image_gone',
                    422,
                    'A picture to be shown is no image of this site.',
                    ['image' => $decided->image]
                );
            case GalleryWrite::WRITE:
                $this->store->write($id, $current, $write);
        }
        return $this->store->view($product, $this->store->read($id));
    }

    private static function productGone(): \WP_Error
    {
        return Refusal::of('softbox_product_gone', 404, 'There is no such product, or it is in the trash.');
    }
}
