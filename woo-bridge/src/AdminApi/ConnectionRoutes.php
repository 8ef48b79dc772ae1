<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

use Softbox\Bridge\Connection\ConnectFlow;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\Connection\SoftboxAddress;
use Softbox\Bridge\Http\SoftboxClient;

/** The connect screen's routes. */
final class ConnectionRoutes
{
    private ConnectFlow $flow;
    private ConnectionStore $connections;
    private PendingConnect $pending;
    private SoftboxClient $client;
    private string $defaultAddress;
    private string $screenUrl;

    public function __construct(
        ConnectFlow $flow,
        ConnectionStore $connections,
        PendingConnect $pending,
        SoftboxClient $client,
        string $defaultAddress,
        string $screenUrl
    ) {
        $this->flow = $flow;
        $this->connections = $connections;
        $this->pending = $pending;
        $this->client = $client;
        $this->defaultAddress = $defaultAddress;
        $this->screenUrl = $screenUrl;
    }

    /** @return array<string, mixed> What is known here; calls nobody. */
    public function read(): array
    {
        $connection = $this->connections->current();
        return [
            'state' => $connection !== null ? 'connected' : ($this->connections->trouble() ?? 'none'),
            'address' => $connection === null ? null : $connection->origin,
            'storeName' => $connection === null ? null : $connection->storeName,
            'connectedAt' => $connection === null ? null : gmdate('Y-m-d\TH:i:s\Z', $connection->connectedAt),
            'defaultAddress' => $this->defaultAddress,
            'begun' => $this->pending->current() !== null,
            'canPair' => strpos(home_url(), 'https://') === 0
                || SoftboxAddress::isLoopback((string) wp_parse_url(home_url(), PHP_URL_HOST)),
            'mayManage' => current_user_can(JobApiTable::MANAGE),
            'mayPublish' => current_user_can(JobApiTable::PUBLISH),
            'currency' => get_woocommerce_currency(),
        ];
    }

    /** @return array<string, mixed>|\WP_Error What Softbox says of the connection. */
    public function health()
    {
        $reply = $this->client->connect('GET', '/connection');
        if (is_wp_error($reply)) {
            return $reply;
        }
        return $reply->isGood() ? ($reply->json() ?? $reply->problem()) : $reply->problem();
    }

    /** @return array<string, mixed>|\WP_Error */
    public function start(\WP_REST_Request $request)
    {
        if ($request->get_param('consent') !== true) {
            return new \WP_Error(
                'softbox_consent',
                __('Nothing is sent to Softbox before you agree to it.', 'softbox-product-photos'),
                ['status' => 400]
            );
        }
        $origin = SoftboxAddress::origin((string) $request->get_param('address'), home_url());
        if ($origin === null) {
            return new \WP_Error(
                'softbox_address',
                __('Enter the address of your Softbox, for example https://softbox.example.', 'softbox-product-photos'),
                ['status' => 400, 'field' => 'address']
            );
        }
        $user = wp_get_current_user();
        if ($request->get_param('method') === 'pair') {
            $done = $this->flow->pair($origin, $user);
            return is_wp_error($done) ? $done : ['status' => $done];
        }
        $url = $this->flow->start($origin, $this->screenUrl, $user);
        return is_wp_error($url) ? $url : ['status' => 'authorize', 'authorizeUrl' => $url];
    }

    /** @return array<string, mixed>|\WP_Error */
    public function finish(\WP_REST_Request $request)
    {
        $done = $this->flow->finish((string) $request->get_param('state'));
        return is_wp_error($done) ? $done : ['status' => $done];
    }

    /** @return array<string, mixed> */
    public function cancel(): array
    {
        $this->flow->cancel();
        return $this->read();
    }

    /** @return array<string, mixed> */
    public function disconnect(): array
    {
        return ['told' => $this->flow->disconnect()];
    }
}
