<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\StoreApi\FileName;
use Softbox\Bridge\StoreApi\GalleryState;
use Softbox\Bridge\StoreApi\GalleryWrite;
use Softbox\Bridge\StoreApi\Members;
use Softbox\Bridge\Tests\Support\Contract;

/** The rules of docs/woo-bridge-protocol.md, as data that Softbox is tested against too. */
final class SharedRulesTest extends TestCase
{
    /** @dataProvider names */
    public function testKnowsItsNames(string $name, bool $ours, bool $deletable): void
    {
        self::assertSame($ours, FileName::isOurs($name));
        self::assertSame($deletable, FileName::isDeletable($name));
        self::assertSame($ours, FileName::type($name) !== null);
    }

    /** @return iterable<string, array{string, bool, bool}> */
    public function names(): iterable
    {
        foreach (Contract::read('woo/names.json')['names'] as $i => $case) {
            yield "$i {$case['name']}" => [$case['name'], $case['ours'], $case['deletable']];
        }
    }

    /** @dataProvider challenges */
    public function testMakesTheChallengeOfAVerifier(string $verifier, string $challenge): void
    {
        self::assertSame($challenge, PendingConnect::challengeOf($verifier));
    }

    /** @return iterable<array{string, string}> */
    public function challenges(): iterable
    {
        foreach (Contract::read('woo/challenges.json')['challenges'] as $case) {
            yield [$case['verifier'], $case['challenge']];
        }
    }

    /** @dataProvider galleryWrites */
    public function testWritesAGalleryOnlyOverWhatIsExpected(\stdClass $case, array $images): void
    {
        self::assertSame($case->outcome, $this->outcomeOf($case, $images)['outcome']);
        if (isset($case->image)) {
            self::assertSame($case->image, $this->outcomeOf($case, $images)['image']);
        }
    }

    /** @return iterable<string, array{\stdClass, int[]}> */
    public function galleryWrites(): iterable
    {
        $contract = Contract::readObjects('woo/gallery-writes.json');
        foreach ($contract->cases as $case) {
            yield $case->name => [$case, $contract->images];
        }
    }

    /**
     * @param int[] $images
     * @return array{outcome: string, image: int|null}
     */
    private function outcomeOf(\stdClass $case, array $images): array
    {
        $current = GalleryState::parse($case->current, 'current');
        $body = Members::exactly($case->request, ['expected', 'write'], '');
        $expected = is_wp_error($body) ? $body : GalleryState::parse($body['expected'], 'expected');
        $write = is_wp_error($body) ? $body : GalleryState::parse($body['write'], 'write');
        if (is_wp_error($expected) || is_wp_error($write)) {
            return ['outcome' => 'invalid', 'image' => null];
        }
        $decided = GalleryWrite::decide(
            $current,
            $expected,
            $write,
            static fn (int $id): bool => in_array($id, $images, true)
        );
        $names = [GalleryWrite::WRITE => 'written'];
        return ['outcome' => $names[$decided->outcome] ?? $decided->outcome, 'image' => $decided->image];
    }
}
