<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;
use Softbox\Bridge\Signing\BridgeSignature;
use Softbox\Bridge\Tests\Support\Contract;

final class BridgeSignatureTest extends TestCase
{
    /** @dataProvider vectors */
    public function testSignsAsTheSharedVectorsSay(array $v): void
    {
        $signature = new BridgeSignature($v['keyId'], $v['secretHex']);
        $request = [$v['method'], $v['path'], $v['query'], $v['body'], $v['timestamp'], $v['nonce']];
        self::assertSame($v['canonicalQuery'], BridgeSignature::canonicalQuery($v['query']));
        self::assertSame($v['canonical'], $signature->canonical(...$request));
        self::assertSame($v['authorization'], $signature->authorization(...$request));
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public function vectors(): iterable
    {
        foreach (Contract::read('bridge-signature-vectors.json')['vectors'] as $vector) {
            yield $vector['name'] => [$vector];
        }
    }

    /** @dataProvider badSecrets */
    public function testTakesNoSecretThatIsNot32Bytes(string $secret): void
    {
        $this->expectException(\InvalidArgumentException::class);
        new BridgeSignature('bk_1', $secret);
    }

    /** @return array<string, array{string}> */
    public function badSecrets(): array
    {
        return [
            'none' => [''],
            'too short' => [str_repeat('a', 62)],
            'too long' => [str_repeat('a', 66)],
            'no digits' => [str_repeat('g', 64)],
        ];
    }
}
