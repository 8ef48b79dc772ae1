<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\site;

use Softbox\Bridge\AdminApi\JobApiTable;
use Softbox\Bridge\Tests\Support\SiteClient;
use Softbox\Bridge\Tests\Support\SiteTestCase;

/** Every route of both namespaces, taken from the site itself, against everybody who may not call it. */
final class AttackTest extends SiteTestCase
{
    private const ID = '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55';

    public function testNobodyGetsInWithoutALogin(): void
    {
        $this->eachRefuses(SiteClient::nobody($this->url), [401]);
    }

    public function testASubscriberGetsInNowhere(): void
    {
        $this->eachRefuses($this->subscriber(), [403]);
    }

    public function testTheOwnersCookieWithoutANonceIsNobody(): void
    {
        $this->eachRefuses($this->owner()->withNonce(null), [401]);
    }

    public function testTheOwnersCookieWithAMadeUpNonceIsRefused(): void
    {
        $this->eachRefuses($this->owner()->withNonce('0123456789'), [403], 'rest_cookie_invalid_nonce');
    }

    public function testANonceOfAnotherPersonIsRefused(): void
    {
        $this->eachRefuses($this->owner()->withNonce($this->subscriber()->nonce()), [403], 'rest_cookie_invalid_nonce');
    }

    public function testANonceOfAnotherSiteIsRefused(): void
    {
        $other = SiteClient::person(self::setting('SOFTBOX_OTHER_SITE_URL'), self::setting('SOFTBOX_OTHER_SITE_OWNER'));
        $this->eachRefuses($this->owner()->withNonce($other->nonce()), [403], 'rest_cookie_invalid_nonce');
    }

    public function testAReadOnlyKeyChangesNothing(): void
    {
        $reader = SiteClient::program($this->url, self::setting('SOFTBOX_SITE_READ_KEY'));
        self::assertSame(200, $reader->rest('GET', '/wc-softbox/v1/site')['status']);
        $reply = $reader->post('/wc-softbox/v1/disconnect', ['webhook_ids' => []]);
        self::assertSame([401, 'woocommerce_rest_authentication_error'], [$reply['status'], $reply['json']['code']]);
    }

    public function testAKeyOfASubscriberGetsInNowhere(): void
    {
        $key = SiteClient::program($this->url, self::setting('SOFTBOX_SITE_SUBSCRIBER_KEY'));
        foreach (['/site', '/media/1', '/products/1/gallery'] as $route) {
            $reply = $key->rest('GET', '/wc-softbox/v1' . $route);
            self::assertSame([403, 'softbox_forbidden'], [$reply['status'], $reply['json']['code']], $route);
        }
    }

    public function testAWrongSecretIsRefused(): void
    {
        [$consumer] = explode(':', self::setting('SOFTBOX_SITE_KEY'));
        $reply = SiteClient::program($this->url, "$consumer:cs_" . str_repeat('0', 40))->rest('GET', '/wc-softbox/v1/site');
        self::assertSame(401, $reply['status']);
    }

    public function testAKeyDoesNotOpenTheRoutesOfTheScreens(): void
    {
        self::assertSame(401, $this->softbox()->rest('GET', '/softbox/v1/connection')['status']);
    }

    public function testPairingIsClosedWhereNobodyBeganIt(): void
    {
        $reply = SiteClient::nobody($this->url)->post('/wc-softbox/v1/pair', ['code' => str_repeat('a', 64)]);
        self::assertSame([403, 'softbox_code_invalid'], [$reply['status'], $reply['json']['code']]);
    }

    public function testThePageThatTheBrowserGetsHoldsNoSecret(): void
    {
        $connection = $this->owner()->rest('GET', '/softbox/v1/connection');
        self::assertSame(200, $connection['status']);
        self::assertDoesNotMatchRegularExpression('/secret|sealed|key_id|cs_|[0-9a-f]{64}/i', $connection['body']);
    }

    public function testASubscriberMayNotOpenTheScreen(): void
    {
        // what a page says is no JSON; only its status counts
        $reply = $this->subscriber()->rest('GET', '/../wp-admin/edit.php', ['post_type' => 'product', 'page' => 'softbox']);
        self::assertContains($reply['status'], [302, 403]);
    }

    /** @param int[] $statuses */
    private function eachRefuses(SiteClient $client, array $statuses, ?string $code = null): void
    {
        $called = 0;
        foreach ($this->routes() as [$method, $route, $body]) {
            $reply = $method === 'POST' ? $client->post($route, $body) : $client->rest($method, $route);
            $isPairing = $route === '/wc-softbox/v1/pair';
            // pairing has no login at all: it answers that its code is wrong, whoever asks
            $allowed = $isPairing ? array_merge($statuses, [403]) : $statuses;
            self::assertContains($reply['status'], $allowed, "$method $route: {$reply['body']}");
            if ($code !== null) {
                self::assertSame($code, $reply['json']['code'] ?? null, "$method $route");
            }
            $called++;
        }
        self::assertGreaterThan(60, $called);
    }

    /**
     * Each route with each of its methods, and a body that is of the right form, so that nothing but the caller is wrong.
     *
     * @return iterable<array{string, string, \stdClass}>
     */
    private function routes(): iterable
    {
        foreach (['softbox/v1', 'wc-softbox/v1'] as $space) {
            $index = SiteClient::nobody($this->url)->rest('GET', "/$space");
            self::assertSame(200, $index['status']);
            foreach ($index['json']['routes'] as $pattern => $route) {
                if ($pattern === "/$space") {
                    // WordPress's own list of routes, which it shows to everybody
                    continue;
                }
                if (strpos($pattern, 'softbox_path') !== false) {
                    yield from self::passedOn($space);
                    continue;
                }
                $path = (string) preg_replace('/\(\?P<id>[^)]*\)/', '1', $pattern);
                foreach ($route['endpoints'] as $endpoint) {
                    foreach (array_intersect($endpoint['methods'], ['GET', 'POST']) as $method) {
                        yield [$method, $path, self::bodyOf($endpoint['args'])];
                    }
                }
            }
        }
    }

    /**
     * Every call of the job API that is passed on.
     *
     * @return iterable<array{string, string, \stdClass}>
     */
    private static function passedOn(string $space): iterable
    {
        foreach (JobApiTable::rows() as $row) {
            $path = (string) preg_replace('/\[0-9a-f\]\{8\}(-\[0-9a-f\]\{\d+\}){4}/', self::ID, $row['pattern']);
            yield [$row['method'], "/$space/api/$path", new \stdClass()];
        }
    }

    /** @param array<string, array<string, mixed>> $args */
    private static function bodyOf(array $args): \stdClass
    {
        $values = ['string' => 'x', 'boolean' => true, 'integer' => 1, 'array' => [1]];
        $body = new \stdClass();
        foreach ($args as $name => $arg) {
            if (isset($arg['type'])) {
                $body->$name = $arg['enum'][0] ?? $values[$arg['type']];
            }
        }
        return $body;
    }
}
