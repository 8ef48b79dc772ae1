<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\unit;

use PHPUnit\Framework\TestCase;

/** Our own sniffs bite: a rule that went blind fails here. */
final class SniffsTest extends TestCase
{
    /** @dataProvider code */
    public function testJudges(string $code, ?string $rule): void
    {
        $file = tempnam(sys_get_temp_dir(), 'softbox-sniff') . '.php';
        file_put_contents($file, "<?php\n\n$code\n");
        $standard = dirname(__DIR__, 2) . '/phpcs/Softbox';
        exec(sprintf('phpcs -s --report=csv --standard=%s %s', escapeshellarg($standard), escapeshellarg($file)), $lines);
        unlink($file);
        $found = implode("\n", array_slice($lines, 1));
        $rule === null ? self::assertSame('', $found) : self::assertStringContainsString("Softbox.Security.$rule", $found);
    }

    /** @return array<string, array{string, string|null}> */
    public function code(): array
    {
        return [
            'an escaped echo' => ['echo esc_html($a), "x", (int) $b . esc_url($c);', null],
            'a bare variable' => ['echo $a;', 'EscapeOutput.NotEscaped'],
            'a variable after an escaped one' => ['echo esc_html($a) . $b;', 'EscapeOutput.NotEscaped'],
            'a call that escapes nothing' => ['echo strtoupper($a);', 'EscapeOutput.NotEscaped'],
            'a variable in a string' => ['echo "<b>$a</b>";', 'EscapeOutput.NotEscaped'],
            'the short echo' => ['?><b><?= $a ?></b><?php', 'EscapeOutput.NotEscaped'],
            'JSON that may end a script' => ['echo wp_json_encode($a);', 'EscapeOutput.NotEscaped'],
            'JSON that may not' => ['echo wp_json_encode($a, JSON_HEX_TAG | JSON_HEX_AMP);', null],
            'printf' => ['printf("%s", $a);', 'EscapeOutput.Prints'],
            'a method of that name' => ['$this->printf("x");', null],
            'a form without nonce' => [
                'function f() { if (current_user_can("x")) { return $_POST["a"]; } }',
                'Nonce.NoNonce',
            ],
            'a form without capability' => [
                'function f() { check_admin_referer("x"); return $_POST["a"]; }',
                'Nonce.NoCapability',
            ],
            'a form with both' => [
                'function f() { check_admin_referer("x"); if (current_user_can("x")) { return $_POST["a"]; } }',
                null,
            ],
            'a route without permission' => [
                'register_rest_route("a", "/b", ["callback" => "c"]);',
                'Capability.NoPermission',
            ],
            'a route for everybody' => [
                "register_rest_route('a', '/b', ['permission_callback' => '__return_true']);",
                'Capability.Everybody',
            ],
            'an action without login' => ["add_action('wp_ajax_nopriv_x', 'y');", 'Capability.NoLogin'],
        ];
    }
}
