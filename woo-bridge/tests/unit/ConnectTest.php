<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\Connection\ConnectFlow;
use Softbox\Bridge\Connection\Connection;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Connection\PairingCode;
use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\Connection\SiteIdentity;
use Softbox\Bridge\Connection\WooKeys;
use Softbox\Bridge\Connection\WooWebhooks;
use Softbox\Bridge\Http\Outbound;
use Softbox\Bridge\Http\SoftboxClient;
use Softbox\Bridge\Secrets\SecretBox;
use Softbox\Bridge\Tests\Support\FakeWordPress;

/** Connecting by an address at which a Softbox answers, but by which it does not want to be called. */
final class ConnectTest extends TestCase
{
    private ConnectionStore $connections;
    private ConnectFlow $flow;
    private \wpdb $db;

    protected function setUp(): void
    {
        FakeWordPress::reset();
        $now = static fn (): int => 1764000000;
        $this->db = new \wpdb();
        $this->connections = new ConnectionStore(new SecretBox('salt'));
        $outbound = new Outbound();
        $this->flow = new ConnectFlow(
            $this->connections,
            new PendingConnect($now),
            new PairingCode($now),
            new WooKeys($this->db),
            new WooWebhooks(),
            new SiteIdentity(),
            $outbound,
            new SoftboxClient($this->connections, $outbound, $now),
            $now
        );
    }

    public function testTakesNothingAndNamesTheRightAddress(): void
    {
        $this->softboxAnswersAs('https://softbox.example');
        $refused = $this->flow->pair('https://alias.example', new \WP_User());
        self::assertInstanceOf(\WP_Error::class, $refused);
        self::assertStringContainsString('https://softbox.example', $refused->get_error_message());
        self::assertNull($this->connections->current());
        self::assertSame(
            ['POST https://alias.example/connect/woo/pair', 'POST https://alias.example/connect/woo/disconnect'],
            FakeWordPress::$calls
        );
    }

    public function testForgetsTheConnectionThatEndedWithIt(): void
    {
        $this->connectedTo('https://softbox.example');
        (new WooKeys($this->db))->remember([7]);
        $this->softboxAnswersAs('https://softbox.example');
        $this->flow->pair('https://alias.example', new \WP_User());
        self::assertNull($this->connections->current());
        self::assertNull($this->connections->trouble());
        self::assertSame([7], $this->db->deletedKeys);
    }

    public function testKeepsTheConnectionToAnotherSoftbox(): void
    {
        $this->connectedTo('https://other.example');
        $this->softboxAnswersAs('https://softbox.example');
        $this->flow->pair('https://alias.example', new \WP_User());
        self::assertNotNull($this->connections->current());
        self::assertSame([], $this->db->deletedKeys);
    }

    private function connectedTo(string $origin): void
    {
        $secret = str_repeat('cd', 32);
        $this->connections->save(
            new Connection('c', $origin, "$origin/api/v1", 'Shop', 'former', $secret, FakeWordPress::$home, 1)
        );
    }

    private function softboxAnswersAs(string $origin): void
    {
        $json = ['content-type' => 'application/json'];
        $connected = [
            'status' => 'connected',
            'connection_id' => 'c2',
            'api_url' => "$origin/api/v1",
            'bridge_key' => ['key_id' => 'new', 'secret' => str_repeat('ab', 32)],
            'store' => ['id' => 's', 'name' => 'Shop'],
        ];
        FakeWordPress::$answers = [
            ['status' => 200, 'body' => (string) json_encode($connected), 'headers' => $json],
            ['status' => 200, 'body' => '{"status":"disconnected","webhook_ids":[]}', 'headers' => $json],
        ];
    }
}
