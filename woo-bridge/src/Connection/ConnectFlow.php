<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

use Softbox\Bridge\Http\Outbound;
use Softbox\Bridge\Http\Reply;
use Softbox\Bridge\Http\SoftboxClient;

/**
 * Connects this site to a Softbox and takes it apart again; docs/woo-bridge-protocol.md section 3 has the steps. Nothing here
 * calls out before a person who may manage the shop clicked Connect.
 */
final class ConnectFlow
{
    public const PROTOCOL = 1;

    private ConnectionStore $connections;
    private PendingConnect $pending;
    private PairingCode $pairing;
    private WooKeys $keys;
    private WooWebhooks $webhooks;
    private SiteIdentity $site;
    private Outbound $outbound;
    private SoftboxClient $client;

    /** @var \Closure(): int */
    private \Closure $now;

    /** @param \Closure(): int $now Unix time. */
    public function __construct(
        ConnectionStore $connections,
        PendingConnect $pending,
        PairingCode $pairing,
        WooKeys $keys,
        WooWebhooks $webhooks,
        SiteIdentity $site,
        Outbound $outbound,
        SoftboxClient $client,
        \Closure $now
    ) {
        $this->connections = $connections;
        $this->pending = $pending;
        $this->pairing = $pairing;
        $this->keys = $keys;
        $this->webhooks = $webhooks;
        $this->site = $site;
        $this->outbound = $outbound;
        $this->client = $client;
        $this->now = $now;
    }

    /**
     * Begins a connect by wc-auth.
     *
     * @return string|\WP_Error The address of WooCommerce's own page where the person agrees.
     */
    public function start(string $origin, string $returnUrl, \WP_User $user)
    {
        $challenge = PendingConnect::challengeOf($this->pending->begin($origin, $user->ID));
        $reply = $this->post($origin, '/start', [
            'protocol' => self::PROTOCOL,
            'site' => $this->site->forSoftbox(),
            'return_url' => $returnUrl,
            'challenge' => $challenge,
            'started_by' => ['id' => $user->ID, 'name' => $user->display_name],
            'plugin' => SOFTBOX_PLUGIN_VERSION,
        ]);
        $json = is_wp_error($reply) ? null : $reply->json();
        if (is_wp_error($reply) || ! $reply->isGood()) {
            $this->pending->end();
            return is_wp_error($reply) ? $reply : $reply->problem();
        }
        $state = is_string($json['state'] ?? null) ? $json['state'] : '';
        $url = is_string($json['authorize_url'] ?? null) ? $json['authorize_url'] : '';
        // whoever answers there may send the person to this site's own wc-auth page, and nowhere else
        if ($state === '' || ! self::isOwnAuthPage($url)) {
            $this->pending->end();
            return self::badAnswer();
        }
        $this->pending->noteState($state);
        return $url;
    }

    /**
     * Ends a connect that came back from WooCommerce's page.
     *
     * @return string|\WP_Error `connected` or `waiting`.
     */
    public function finish(string $state)
    {
        $pending = $this->pending->current();
        if ($pending === null || $pending['state'] === '' || ! hash_equals($pending['state'], $state)) {
            return new \WP_Error(
                'softbox_no_connect',
                __('No connection was begun here, or it took too long. Please begin again.', 'softbox-product-photos'),
                ['status' => 409]
            );
        }
        $reply = $this->post($pending['origin'], '/finish', [
            'state' => $state,
            'verifier' => $pending['verifier'],
        ], 20);
        if (is_wp_error($reply)) {
            return $reply;
        }
        if ($reply->status === 202) {
            return 'waiting';
        }
        // Softbox tried its key on this site meanwhile, in another request
        return $this->take($reply, $pending['origin'], $this->pending->keysSeen());
    }

    /**
     * Connects by a one-time code, where the host blocks wc-auth.
     *
     * @return string|\WP_Error `connected`.
     */
    public function pair(string $origin, \WP_User $user)
    {
        $this->pending->end();
        $before = $this->keys->remembered();
        $reply = $this->post($origin, '/pair', [
            'protocol' => self::PROTOCOL,
            'site' => $this->site->forSoftbox(),
            'code' => $this->pairing->make($user->ID),
            'started_by' => ['id' => $user->ID, 'name' => $user->display_name],
            'plugin' => SOFTBOX_PLUGIN_VERSION,
        ], 20);
        $this->pairing->cancel();
        wp_cache_delete(WooKeys::OPTION, 'options');
        $made = array_values(array_diff($this->keys->remembered(), $before));
        $taken = is_wp_error($reply) ? $reply : $this->take($reply, $origin, $made);
        if (is_wp_error($taken)) {
            // a key that was redeemed for a connection that did not come about
            $this->keys->delete($made);
        }
        return $taken;
    }

    public function cancel(): void
    {
        $this->pending->end();
        $this->pairing->cancel();
    }

    /**
     * Tells Softbox, then deletes what is here: webhooks, the WooCommerce key, the bridge key. When Softbox cannot be
     * reached this side ends all the same.
     *
     * @return bool Whether Softbox heard of it.
     */
    public function disconnect(): bool
    {
        $told = false;
        if ($this->connections->current() !== null) {
            $reply = $this->client->connect('POST', '/disconnect', '{}', 10);
            $told = ! is_wp_error($reply) && $reply->isGood();
        }
        $this->forget($this->connections->recordedOrigin());
        return $told;
    }

    /** Deletes everything of the connection that lies on this site. */
    public function forget(?string $origin): void
    {
        if ($origin !== null && function_exists('wc_get_webhook')) {
            $this->webhooks->delete($this->webhooks->idsDeliveringTo($origin), $origin);
        }
        $this->keys->delete($this->keys->remembered());
        $this->connections->forget();
        $this->cancel();
    }

    /**
     * Keeps what Softbox answered.
     *
     * @param int[] $keyIds WooCommerce keys of this connection; those of a former one go.
     * @return string|\WP_Error
     */
    private function take(Reply $reply, string $origin, array $keyIds)
    {
        if (! $reply->isGood()) {
            return $reply->problem();
        }
        $json = $reply->json() ?? [];
        $key = is_array($json['bridge_key'] ?? null) ? $json['bridge_key'] : [];
        $text = static fn ($value): string => is_string($value) ? $value : '';
        $secret = $text($key['secret'] ?? null);
        $apiUrl = $text($json['api_url'] ?? null);
        // the signed calls go to the Softbox that was connected, not to where its answer points
        $itself = SoftboxAddress::origin($apiUrl, home_url());
        if ($itself !== null && $itself !== $origin) {
            $this->giveBack($origin, $text($key['key_id'] ?? null), $secret);
            $this->keys->delete($keyIds);
            $this->pending->end();
            $this->forgetEnded($itself);
            return new \WP_Error(
                'softbox_address',
                /* translators: %s: address */
                sprintf(__('This Softbox is to be called at %s. Connect with that address.', 'softbox-product-photos'), $itself),
                ['status' => 409, 'field' => 'address']
            );
        }
        if (preg_match('/\A[0-9a-f]{64}\z/', $secret) !== 1 || $text($key['key_id'] ?? null) === '' || $itself === null) {
            return self::badAnswer();
        }
        if ($keyIds !== []) {
            $this->keys->delete(array_diff($this->keys->remembered(), $keyIds));
            $this->keys->remember($keyIds);
        }
        $this->connections->save(new Connection(
            $text($json['connection_id'] ?? null),
            $origin,
            untrailingslashit($apiUrl),
            $text($json['store']['name'] ?? null),
            $text($key['key_id'] ?? null),
            $secret,
            home_url(),
            ($this->now)()
        ));
        $this->pending->end();
        do_action('softbox_connected');
        return 'connected';
    }

    /**
     * Ends, at Softbox, a connection that is not taken here: else it would count as connected there, with nobody behind it.
     * A Softbox that does not hear of it finds out by itself that its key is gone.
     */
    private function giveBack(string $origin, string $keyId, string $secret): void
    {
        if ($keyId === '' || preg_match('/\A[0-9a-f]{64}\z/', $secret) !== 1) {
            return;
        }
        $this->client->end(new Connection('', $origin, $origin, '', $keyId, $secret, home_url(), ($this->now)()));
    }

    /**
     * This site was connected to the same Softbox, by its right address: that connection ended there with the one that was
     * given back, so its record here would only look as if it still stood.
     */
    private function forgetEnded(string $origin): void
    {
        $kept = $this->connections->current();
        if ($kept !== null && $kept->origin === $origin) {
            $this->forget($origin);
        }
    }

    /** WooCommerce's page where a person agrees to a key, with pretty, almost pretty or plain permalinks. */
    private static function isOwnAuthPage(string $url): bool
    {
        foreach (['/wc-auth/v1/', '/index.php/wc-auth/v1/', '/?wc-auth-version='] as $path) {
            $start = home_url($path);
            if (strncmp($url, $start, strlen($start)) === 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param array<string, mixed> $body
     * @return Reply|\WP_Error
     */
    private function post(string $origin, string $path, array $body, float $timeoutSeconds = 10)
    {
        return $this->outbound->send(
            'POST',
            $origin . '/connect/woo' . $path,
            (string) wp_json_encode($body),
            ['Content-Type' => 'application/json'],
            $timeoutSeconds
        );
    }

    private static function badAnswer(): \WP_Error
    {
        return new \WP_Error(
            'softbox_bad_answer',
            __('What answers at this address is not Softbox, or a version this plugin does not know.', 'softbox-product-photos'),
            ['status' => 502]
        );
    }
}
