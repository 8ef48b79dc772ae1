<?php

declare(strict_types=1);

namespace Softbox\Bridge\Storefront;

use Softbox\Bridge\AdminApi\Settings;

/** The gallery as HTML; every value is escaped here. Works without script: before/after then are two pictures side by side. */
final class GalleryMarkup
{
    /** @param array<int, array{product: \WC_Product, picture: int, source: int|null, ai: bool}> $items */
    public function lookbook(array $items, int $columns, bool $showTitles): string
    {
        $html = '';
        foreach ($items as $item) {
            $title = $item['product']->get_name();
            $caption = $showTitles
                ? '<span class="softbox-gallery__title">' . esc_html($title) . '</span>'
                : '<span class="screen-reader-text">' . esc_html($title) . '</span>';
            $html .= '<li class="softbox-gallery__item"><a class="softbox-gallery__link" href="'
                . esc_url($item['product']->get_permalink()) . '"><span class="softbox-gallery__frame">'
                . $this->image($item['picture'], $title) . $this->label($item['ai']) . '</span>' . $caption . '</a></li>';
        }
        return $this->wrap('lookbook', $columns, $html);
    }

    /** @param array<int, array{product: \WC_Product, picture: int, source: int|null, ai: bool}> $items */
    public function beforeAfter(array $items, int $columns, bool $showTitles): string
    {
        $html = '';
        foreach ($items as $item) {
            $title = $item['product']->get_name();
            /* translators: %s: product */
            $range = sprintf(__('Before and after: %s', 'softbox-product-photos'), $title);
            $html .= '<li class="softbox-gallery__item"><div class="softbox-compare" data-softbox-compare data-label="'
                . esc_attr($range) . '"><figure class="softbox-compare__side softbox-compare__after">'
                . $this->image($item['picture'], $title)
                . '<figcaption>' . esc_html__('After', 'softbox-product-photos') . '</figcaption></figure>'
                . '<figure class="softbox-compare__side softbox-compare__before">'
                . $this->image((int) $item['source'], $title)
                . '<figcaption>' . esc_html__('Before', 'softbox-product-photos') . '</figcaption></figure>'
                . $this->label($item['ai']) . '</div>'
                . ($showTitles ? '<a class="softbox-gallery__title" href="' . esc_url($item['product']->get_permalink())
                    . '">' . esc_html($title) . '</a>' : '') . '</li>';
        }
        return $this->wrap('before-after', $columns, $html);
    }

    private function wrap(string $mode, int $columns, string $items): string
    {
        return '<ul class="softbox-gallery softbox-gallery--' . esc_attr($mode) . '" style="--softbox-columns:'
            . esc_attr((string) $columns) . '">' . $items . '</ul>';
    }

    private function image(int $id, string $title): string
    {
        $alt = trim((string) get_post_meta($id, '_wp_attachment_image_alt', true));
        return wp_get_attachment_image($id, 'woocommerce_single', false, [
            'alt' => $alt === '' ? $title : $alt,
            'loading' => 'lazy',
        ]);
    }

    private function label(bool $ai): string
    {
        if (! $ai) {
            return '';
        }
        $own = Settings::read()['aiLabel'];
        $text = $own === '' ? __('AI-generated', 'softbox-product-photos') : $own;
        return '<span class="softbox-gallery__label">' . esc_html($text) . '</span>';
    }
}
