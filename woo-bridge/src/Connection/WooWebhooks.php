<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** WooCommerce's webhooks that deliver to the Softbox of this site. */
final class WooWebhooks
{
    /**
     * Deletes those of `$ids` that deliver to `$origin`, and no others.
     *
     * @param int[] $ids
     * @return int[] The ids that are gone now.
     */
    public function delete(array $ids, string $origin): array
    {
        $deleted = [];
        foreach ($ids as $id) {
            $webhook = wc_get_webhook($id);
            if ($webhook === null) {
                continue;
            }
            if (strncmp($webhook->get_delivery_url(), $origin . '/', strlen($origin) + 1) === 0 && $webhook->delete(true)) {
                $deleted[] = $id;
            }
        }
        return $deleted;
    }

    /** @return int[] */
    public function idsDeliveringTo(string $origin): array
    {
        $ids = array_map('intval', \WC_Data_Store::load('webhook')->get_webhooks_ids());
        return array_values(array_filter($ids, static function (int $id) use ($origin): bool {
            $webhook = wc_get_webhook($id);
            return $webhook !== null
                && strncmp($webhook->get_delivery_url(), $origin . '/', strlen($origin) + 1) === 0;
        }));
    }
}
