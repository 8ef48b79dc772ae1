<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Which pictures a product shows: featured, gallery in order, and one for each variation named. Only ids. */
final class GalleryState
{
    private const MOST_PICTURES = 500;
    private const MOST_VARIATIONS = 2000;

    public ?int $featured;

    /** @var int[] */
    public array $gallery;

    /** @var array<int, int|null> Variation id to its own image. */
    public array $variations;

    /**
     * @param int[]                $gallery
     * @param array<int, int|null> $variations
     */
    public function __construct(?int $featured, array $gallery, array $variations)
    {
        $this->featured = $featured;
        $this->gallery = $gallery;
        $this->variations = $variations;
    }

    /**
     * Reads a state of a request.
     *
     * @param mixed $json
     * @return self|\WP_Error
     */
    public static function parse($json, string $where)
    {
        $state = Members::exactly($json, ['featured', 'gallery', 'variations'], $where . '.');
        if (is_wp_error($state)) {
            return $state;
        }
        if ($state['featured'] !== null && ! Members::isId($state['featured'])) {
            return Refusal::invalid("$where.featured", 'an id or null');
        }
        if (! Members::areIds($state['gallery'], self::MOST_PICTURES)) {
            return Refusal::invalid("$where.gallery", 'a list of ids');
        }
        if (! is_array($state['variations']) || count($state['variations']) > self::MOST_VARIATIONS) {
            return Refusal::invalid("$where.variations", 'a list of variations');
        }
        $variations = [];
        foreach ($state['variations'] as $i => $entry) {
            $at = "$where.variations[$i]";
            $variation = Members::exactly($entry, ['id', 'image'], "$at.");
            if (is_wp_error($variation)) {
                return $variation;
            }
            ['id' => $id, 'image' => $image] = $variation;
            if (! Members::isId($id) || ($image !== null && ! Members::isId($image)) || array_key_exists($id, $variations)) {
                return Refusal::invalid($at, 'an id, named once, and an image id or null');
            }
            $variations[$id] = $image;
        }
        return new self($state['featured'], $state['gallery'], $variations);
    }

    /** Whether this, the whole of a product, is what `$asked` says; variations it does not name do not count. */
    public function agreesWith(GalleryState $asked): bool
    {
        if ($this->featured !== $asked->featured || $this->gallery !== $asked->gallery) {
            return false;
        }
        foreach ($asked->variations as $id => $image) {
            if (! array_key_exists($id, $this->variations) || $this->variations[$id] !== $image) {
                return false;
            }
        }
        return true;
    }

    /** @return int[] Every image it names, once. */
    public function images(): array
    {
        $ids = array_merge([$this->featured], $this->gallery, array_values($this->variations));
        return array_values(array_unique(array_filter($ids, static fn ($id): bool => $id !== null)));
    }
}
