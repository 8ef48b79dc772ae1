<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\Connection\Connection;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Connection\PairingCode;
use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\Secrets\SecretBox;
use Softbox\Bridge\Tests\Support\FakeWordPress;

final class SecretsTest extends TestCase
{
    private int $now = 1795000000;

    protected function setUp(): void
    {
        FakeWordPress::reset();
    }

    public function testOpensWhatItSealedAndNothingElse(): void
    {
        $box = new SecretBox('salt');
        $sealed = $box->seal('the secret');
        self::assertSame('the secret', $box->open($sealed));
        self::assertStringNotContainsString('the secret', base64_decode(substr($sealed, 3)));
        self::assertNotSame($sealed, $box->seal('the secret'));
        self::assertNull((new SecretBox('other salt'))->open($sealed));
        self::assertNull($box->open(substr($sealed, 0, -4) . 'AAA='));
        self::assertNull($box->open('the secret'));
        self::assertNull($box->open('v1:'));
    }

    public function testKeepsTheBridgeSecretSealed(): void
    {
        $secret = str_repeat('ab', 32);
        $store = new ConnectionStore(new SecretBox('salt'));
        $store->save($this->connection($secret));
        self::assertStringNotContainsString($secret, serialize(FakeWordPress::$options));
        self::assertSame($secret, $store->current()->secret);
    }

    public function testACopyOfTheSiteAtAnotherAddressIsNotConnected(): void
    {
        $store = new ConnectionStore(new SecretBox('salt'));
        $store->save($this->connection(str_repeat('ab', 32)));
        FakeWordPress::$home = 'https://staging.shop.example';
        self::assertNull($store->current());
        self::assertSame('other-address', $store->trouble());
        self::assertSame('https://softbox.example', $store->recordedOrigin());
    }

    public function testASiteWhoseSaltsChangedIsNotConnected(): void
    {
        (new ConnectionStore(new SecretBox('salt')))->save($this->connection(str_repeat('ab', 32)));
        $store = new ConnectionStore(new SecretBox('new salt'));
        self::assertNull($store->current());
        self::assertSame('unreadable', $store->trouble());
    }

    public function testAPairingCodeIsGoodOnce(): void
    {
        $pairing = new PairingCode(fn (): int => $this->now);
        $code = $pairing->make(7);
        self::assertStringNotContainsString($code, serialize(FakeWordPress::$options));
        self::assertSame(7, $pairing->redeem($code));
        self::assertNull($pairing->redeem($code));
    }

    public function testAPairingCodeIsVoidAfterFiveWrongOnes(): void
    {
        $pairing = new PairingCode(fn (): int => $this->now);
        $code = $pairing->make(7);
        for ($i = 0; $i < 4; $i++) {
            self::assertNull($pairing->redeem(str_repeat('0', 64)));
        }
        self::assertTrue($pairing->isOpen());
        self::assertNull($pairing->redeem(str_repeat('0', 64)));
        self::assertNull($pairing->redeem($code));
    }

    public function testAPairingCodeIsVoidAfterTenMinutes(): void
    {
        $pairing = new PairingCode(fn (): int => $this->now);
        $code = $pairing->make(7);
        $this->now += PairingCode::LIFETIME_S;
        self::assertFalse($pairing->isOpen());
        self::assertNull($pairing->redeem($code));
    }

    public function testAPendingConnectShowsItsChallengeForHalfAnHourAndNeverItsVerifier(): void
    {
        $pending = new PendingConnect(fn (): int => $this->now);
        $verifier = $pending->begin('https://softbox.example', 7);
        self::assertSame(hash('sha256', $verifier), $pending->challenge());
        $this->now += PendingConnect::LIFETIME_S;
        self::assertNull($pending->challenge());
        self::assertNull($pending->current());
    }

    private function connection(string $secret): Connection
    {
        return new Connection(
            'c1',
            'https://softbox.example',
            'https://softbox.example/api/v1',
            'Tea',
            'bk_1',
            $secret,
            home_url(),
            $this->now
        );
    }
}
