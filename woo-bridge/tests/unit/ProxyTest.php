<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\AdminApi\JobApiProxy;
use Softbox\Bridge\AdminApi\JobApiTable;
use Softbox\Bridge\Connection\Connection;
use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Http\Outbound;
use Softbox\Bridge\Http\SoftboxClient;
use Softbox\Bridge\Secrets\SecretBox;
use Softbox\Bridge\Tests\Support\FakeWordPress;

/** What a browser may have passed on to Softbox, who may, and what becomes of the answer. */
final class ProxyTest extends TestCase
{
    private const ID = '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55';

    private JobApiProxy $proxy;

    protected function setUp(): void
    {
        FakeWordPress::reset();
        $connections = new ConnectionStore(new SecretBox('salt'));
        $connections->save(new Connection(
            'c',
            'https://softbox.example',
            'https://softbox.example/api/v1',
            'Shop',
            'key',
            str_repeat('ab', 32),
            'https://shop.example',
            1
        ));
        $now = static fn (): int => 1764000000;
        $this->proxy = new JobApiProxy(new SoftboxClient($connections, new Outbound(), $now));
    }

    /** @dataProvider everyCall */
    public function testWithoutALoginOrANonceNothingIsPassedOn(string $method, string $path): void
    {
        // a cookie without the nonce is nobody to WordPress
        $refused = $this->proxy->mayCall(new \WP_REST_Request($method, $path));
        self::assertInstanceOf(\WP_Error::class, $refused);
        self::assertSame(401, $refused->get_error_data()['status']);
    }

    /** @dataProvider everyCall */
    public function testASubscriberMayNothing(string $method, string $path): void
    {
        FakeWordPress::$loggedIn = true;
        FakeWordPress::$capabilities = ['read'];
        $refused = $this->proxy->mayCall(new \WP_REST_Request($method, $path));
        self::assertInstanceOf(\WP_Error::class, $refused);
        self::assertSame(403, $refused->get_error_data()['status']);
    }

    /** @dataProvider everyCall */
    public function testWhoLacksTheCapabilityOfACallMayNotMakeIt(string $method, string $path, string $capability): void
    {
        FakeWordPress::$loggedIn = true;
        FakeWordPress::$capabilities = array_diff(
            [JobApiTable::SEE, JobApiTable::PUBLISH, JobApiTable::MANAGE],
            [$capability]
        );
        self::assertInstanceOf(\WP_Error::class, $this->proxy->mayCall(new \WP_REST_Request($method, $path)));
        FakeWordPress::$capabilities = [$capability];
        self::assertTrue($this->proxy->mayCall(new \WP_REST_Request($method, $path)));
    }

    /** @return iterable<string, array{string, string, string}> */
    public function everyCall(): iterable
    {
        foreach (JobApiTable::rows() as $row) {
            $path = (string) preg_replace('/\[0-9a-f\]\{8\}(-\[0-9a-f\]\{\d+\}){4}/', self::ID, $row['pattern']);
            yield "{$row['method']} $path" => [$row['method'], $path, $row['capability']];
        }
    }

    public function testWhatIsNotInTheTableIsNotThereForThoseWhoMayLook(): void
    {
        FakeWordPress::$loggedIn = true;
        FakeWordPress::$capabilities = [JobApiTable::SEE];
        foreach (['assets/' . self::ID . '/words/de', 'inspirations', 'budget', 'scenes/x'] as $path) {
            $refused = $this->proxy->mayCall(new \WP_REST_Request('PUT', $path));
            self::assertInstanceOf(\WP_Error::class, $refused, $path);
            self::assertSame(404, $refused->get_error_data()['status'], $path);
        }
    }

    public function testAnAnswerWithoutContentIsPassedOnAsSuch(): void
    {
        FakeWordPress::$answers = [['status' => 204, 'body' => '', 'headers' => []]];
        $reply = $this->proxy->call(new \WP_REST_Request('DELETE', 'presets/' . self::ID));
        self::assertInstanceOf(\WP_REST_Response::class, $reply);
        self::assertSame([204, null], [$reply->status, $reply->data]);
        self::assertSame(['DELETE https://softbox.example/api/v1/presets/' . self::ID], FakeWordPress::$calls);
    }

    public function testAnAnswerThatIsNoJsonIsAFault(): void
    {
        FakeWordPress::$answers = [['status' => 200, 'body' => '<html>', 'headers' => ['content-type' => 'text/html']]];
        $reply = $this->proxy->call(new \WP_REST_Request('GET', 'scenes'));
        self::assertInstanceOf(\WP_Error::class, $reply);
        self::assertSame('softbox_bad_answer', $reply->get_error_code());
    }

    public function testARefusalKeepsItsWordsAndItsField(): void
    {
        FakeWordPress::$answers = [[
            'status' => 402,
            'body' => '{"type":"https://softbox.example/problems/budget-exceeded","detail":"This costs $1.20."}',
            'headers' => ['content-type' => 'application/problem+json'],
        ]];
        $reply = $this->proxy->call(new \WP_REST_Request('POST', 'batches', [], '{}'));
        self::assertInstanceOf(\WP_Error::class, $reply);
        self::assertSame('softbox_budget_exceeded', $reply->get_error_code());
        self::assertSame('This costs $1.20.', $reply->get_error_message());
    }
}
