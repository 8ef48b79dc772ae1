<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Connection\PairingCode;
use Softbox\Bridge\Connection\WooKeys;
use Softbox\Bridge\Connection\WooWebhooks;

/** Making and ending the link, from Softbox's side. */
final class LinkRoutes
{
    private ConnectionStore $connections;
    private PairingCode $pairing;
    private WooKeys $keys;
    private WooWebhooks $webhooks;
    private SiteFacts $facts;

    public function __construct(
        ConnectionStore $connections,
        PairingCode $pairing,
        WooKeys $keys,
        WooWebhooks $webhooks,
        SiteFacts $facts
    ) {
        $this->connections = $connections;
        $this->pairing = $pairing;
        $this->keys = $keys;
        $this->webhooks = $webhooks;
        $this->facts = $facts;
    }

    /** @return array<string, mixed>|\WP_Error */
    public function disconnect(\WP_REST_Request $request)
    {
        $body = SignedBody::json($request, ['webhook_ids']);
        if (is_wp_error($body)) {
            return $body;
        }
        if (! Members::areIds($body['webhook_ids'], 100)) {
            return Refusal::invalid('webhook_ids', 'a list of at most 100 ids');
        }
        $connection = $this->connections->current();
        $deleted = $connection === null ? [] : $this->webhooks->delete($body['webhook_ids'], $connection->origin);
        $this->connections->forget();
        $keyId = $this->keys->idOfCaller($request);
        return [
            'webhooks_deleted' => $deleted,
            'key_deleted' => $keyId !== null && $this->keys->delete([$keyId]),
        ];
    }

    /**
     * There is no login here: the code is the proof, and it is checked when it is redeemed. Where no pairing is open there
     * is nothing to ask.
     *
     * @return true|\WP_Error
     */
    public function mayPair()
    {
        return $this->pairing->isOpen() ? true : self::codeInvalid();
    }

    /** @return array<string, mixed>|\WP_Error */
    public function pair(\WP_REST_Request $request)
    {
        $body = SignedBody::json($request, ['code']);
        if (is_wp_error($body)) {
            return $body;
        }
        if (! is_string($body['code']) || preg_match('/\A[0-9a-f]{64}\z/', $body['code']) !== 1) {
            return Refusal::invalid('code', '64 hexadecimal digits');
        }
        $userId = $this->pairing->redeem($body['code']);
        if ($userId === null || ! user_can($userId, 'manage_woocommerce')) {
            return self::codeInvalid();
        }
        $key = $this->keys->make($userId, 'Softbox (pairing)');
        if ($key === null) {
            return Refusal::of('softbox_storage_failed', 500, 'The key could not be kept.');
        }
        $this->keys->remember(array_merge($this->keys->remembered(), [$key['key_id']]));
        return [
            'consumer_key' => $key['consumer_key'],
            'consumer_secret' => $key['consumer_secret'],
            'site' => $this->facts->view(),
        ];
    }

    private static function codeInvalid(): \WP_Error
    {
        return Refusal::of('softbox_code_invalid', 403, 'The code is wrong, used or too old.');
    }
}
