<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;

final class GalleryBlockTest extends TestCase
{
    /**
     * With a classic theme WordPress loads `style` and `script` of every registered block on every page
     * (`wp_enqueue_registered_block_scripts_and_styles`), used or not.
     */
    public function testDeclaresNothingThatIsLoadedWhereTheBlockIsNot(): void
    {
        $block = json_decode((string) file_get_contents(dirname(__DIR__, 2) . '/ui/gallery/block.json'), true);
        self::assertSame('softbox/gallery', $block['name']);
        self::assertArrayNotHasKey('style', $block);
        self::assertArrayNotHasKey('script', $block);
    }
}
