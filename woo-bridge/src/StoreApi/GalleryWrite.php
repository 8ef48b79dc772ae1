<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Decides what a gallery write does; the cases are shared as tests/contract/woo/gallery-writes.json. */
final class GalleryWrite
{
    public const UNCHANGED = 'unchanged';
    public const WRITE = 'write';
    public const CHANGED = 'changed';
    public const IMAGE_GONE = 'image-gone';

    public string $outcome;

    /** The image that is gone, for IMAGE_GONE. */
    public ?int $image;

    private function __construct(string $outcome, ?int $image = null)
    {
        $this->outcome = $outcome;
        $this->image = $image;
    }

    /** @param callable(int): bool $isImage Whether an id is an image of this site. */
    public static function decide(
        GalleryState $current,
        GalleryState $expected,
        GalleryState $write,
        callable $isImage
    ): self {
        if ($current->agreesWith($write)) {
            return new self(self::UNCHANGED);
        }
        if (! $current->agreesWith($expected) || array_diff_key($write->variations, $current->variations) !== []) {
            return new self(self::CHANGED);
        }
        foreach (array_diff($write->images(), $current->images()) as $id) {
            if (! $isImage($id)) {
                return new self(self::IMAGE_GONE, $id);
            }
        }
        return new self(self::WRITE);
    }
}
