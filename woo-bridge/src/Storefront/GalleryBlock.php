<?php

declare(strict_types=1);

namespace Softbox\Bridge\Storefront;

/** The gallery block and the shortcode `[softbox_gallery]`. Their style and script load only where one of them is shown. */
final class GalleryBlock
{
    public const SHORTCODE = 'softbox_gallery';
    private const STYLE = 'softbox-gallery-style';
    private const MODES = ['lookbook', 'before-after'];

    private string $folder;
    private GalleryData $data;
    private GalleryMarkup $markup;

    public function __construct(string $folder, GalleryData $data, GalleryMarkup $markup)
    {
        $this->folder = $folder;
        $this->data = $data;
        $this->markup = $markup;
    }

    public function register(): void
    {
        add_action('init', [$this, 'registerBlock']);
    }

    public function registerBlock(): void
    {
        if (is_file($this->folder . '/block.json')) {
            register_block_type($this->folder, ['render_callback' => [$this, 'renderBlock']]);
        }
        // not as the block's `style`: with a classic theme WordPress loads those of all blocks on every page
        wp_register_style(
            self::STYLE,
            plugins_url('style.css', $this->folder . '/block.json'),
            [],
            SOFTBOX_PLUGIN_VERSION
        );
        wp_style_add_data(self::STYLE, 'path', $this->folder . '/style.css');
        add_shortcode(self::SHORTCODE, [$this, 'renderShortcode']);
    }

    /** @param array<string, mixed> $attributes */
    public function renderBlock(array $attributes): string
    {
        $html = $this->html(
            (string) ($attributes['mode'] ?? 'lookbook'),
            array_map('intval', (array) ($attributes['products'] ?? [])),
            (int) ($attributes['columns'] ?? 3),
            ($attributes['showTitles'] ?? true) === true
        );
        return $html === '' ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
    }

    /** @param array<string, string>|string $attributes */
    public function renderShortcode($attributes): string
    {
        $given = shortcode_atts(
            ['mode' => 'lookbook', 'products' => '', 'columns' => '3', 'titles' => 'yes'],
            is_array($attributes) ? $attributes : [],
            self::SHORTCODE
        );
        $html = $this->html(
            $given['mode'],
            array_filter(array_map('intval', explode(',', $given['products']))),
            (int) $given['columns'],
            $given['titles'] !== 'no'
        );
        if ($html !== '') {
            wp_enqueue_script('softbox-gallery-view-script');
        }
        return $html;
    }

    /** @param int[] $productIds */
    private function html(string $mode, array $productIds, int $columns, bool $showTitles): string
    {
        $mode = in_array($mode, self::MODES, true) ? $mode : 'lookbook';
        $columns = max(1, min(6, $columns));
        $compare = $mode === 'before-after';
        $items = $this->data->of($productIds === [] ? $this->ownProducts() : $productIds, $compare);
        if ($items === []) {
            // a shop without such pictures shows nothing, not an empty frame
            return '';
        }
        wp_enqueue_style(self::STYLE);
        return $compare
            ? $this->markup->beforeAfter($items, $columns, $showTitles)
            : $this->markup->lookbook($items, $columns, $showTitles);
    }

    /** @return int[] On a product's page that product, else the newest that have pictures of ours. */
    private function ownProducts(): array
    {
        return is_singular('product') ? [(int) get_queried_object_id()] : $this->data->newestProducts(12);
    }
}
