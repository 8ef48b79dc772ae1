<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

use Softbox\Bridge\Http\SoftboxClient;

/** Products chosen in WooCommerce's own list, on their way to the create screen: its ids and what Softbox calls them. */
final class Selection
{
    public const AT_MOST = 1000;
    private const ASKED_AT_ONCE = 100;
    private const KEPT_S = 3600;

    private SoftboxClient $client;

    public function __construct(SoftboxClient $client)
    {
        $this->client = $client;
    }

    /** @param int[] $productIds */
    public static function keep(int $userId, array $productIds): void
    {
        set_transient("softbox_selection_$userId", array_slice($productIds, 0, self::AT_MOST), self::KEPT_S);
    }

    /** @return array{productIds: int[]} */
    public function read(): array
    {
        $kept = get_transient('softbox_selection_' . get_current_user_id());
        return ['productIds' => is_array($kept) ? array_map('intval', $kept) : []];
    }

    /**
     * What Softbox calls these products; those it does not know yet are in `missing`.
     *
     * @return array{products: array<int, mixed>, missing: int[]}|\WP_Error
     */
    public function lookUp(\WP_REST_Request $request)
    {
        $ids = array_values(array_unique(array_map('intval', (array) $request->get_param('productIds'))));
        $products = [];
        foreach (array_chunk($ids, self::ASKED_AT_ONCE) as $chunk) {
            $reply = $this->client->api('GET', '/products', [
                'externalIds' => implode(',', $chunk),
                'limit' => (string) self::ASKED_AT_ONCE,
            ]);
            if (is_wp_error($reply)) {
                return $reply;
            }
            $items = $reply->isGood() ? ($reply->json()['items'] ?? null) : null;
            if (! is_array($items)) {
                return $reply->problem();
            }
            $products = array_merge($products, $items);
        }
        $known = array_map(static fn (array $product): int => (int) $product['externalId'], $products);
        return ['products' => $products, 'missing' => array_values(array_diff($ids, $known))];
    }
}
