<?php

declare(strict_types=1);

namespace Softbox\Sniffs\Security;

use PHP_CodeSniffer\Files\File;
use PHP_CodeSniffer\Sniffs\Sniff;
use PHP_CodeSniffer\Util\Tokens;

/**
 * Whatever `echo`, `print`, `<?=` and `printf` put out is a literal, a number cast to int, or the result of an escaping
 * function; a variable or any other call is refused, also inside a concatenation.
 */
final class EscapeOutputSniff implements Sniff
{
    private const ESCAPING = [
        'esc_html', 'esc_attr', 'esc_url', 'esc_textarea', 'esc_js', 'esc_xml', 'esc_html__', 'esc_attr__',
        'wp_kses', 'wp_kses_post', 'absint', 'intval', 'get_block_wrapper_attributes', 'wp_nonce_field',
    ];

    /** Safe in a page only with its characters `<>&'"` as escapes. */
    private const JSON = 'wp_json_encode';

    private const PRINTING = ['printf', 'vprintf', 'print_r', 'var_export', '_e', '_ex'];

    /** @return int[] */
    public function register(): array
    {
        return [T_ECHO, T_PRINT, T_OPEN_TAG_WITH_ECHO, T_STRING];
    }

    public function process(File $phpcsFile, $stackPtr)
    {
        $tokens = $phpcsFile->getTokens();
        if ($tokens[$stackPtr]['code'] === T_STRING) {
            $this->refusePrinting($phpcsFile, $stackPtr);
            return;
        }
        $end = $phpcsFile->findNext([T_SEMICOLON, T_CLOSE_TAG], $stackPtr + 1);
        for ($at = $stackPtr + 1; $at < $end; $at++) {
            $code = $tokens[$at]['code'];
            if ($code === T_INT_CAST) {
                $at = $this->endOfOperand($phpcsFile, $at + 1, $end);
            } elseif ($code === T_STRING || $code === T_VARIABLE) {
                $at = $this->operand($phpcsFile, $at, $end);
            } elseif ($code === T_DOUBLE_QUOTED_STRING || $code === T_HEREDOC) {
                $this->refuse($phpcsFile, $at);
            }
        }
    }

    /** Checks one operand and returns where it ends. */
    private function operand(File $file, int $at, int $end): int
    {
        $tokens = $file->getTokens();
        $open = $file->findNext(Tokens::$emptyTokens, $at + 1, null, true);
        $isCall = $tokens[$at]['code'] === T_STRING && $tokens[$open]['code'] === T_OPEN_PARENTHESIS;
        if (! $isCall) {
            $this->refuse($file, $at);
            return $this->endOfOperand($file, $at, $end);
        }
        $close = $tokens[$open]['parenthesis_closer'];
        $name = strtolower($tokens[$at]['content']);
        $json = $name === self::JSON && $this->hasHexFlags($file, $open, $close, $end);
        if (! in_array($name, self::ESCAPING, true) && ! $json) {
            $this->refuse($file, $at);
        }
        return $close;
    }

    private function hasHexFlags(File $file, int $open, int $close, int $end): bool
    {
        $text = $file->getTokensAsString($open, $close - $open);
        // the flags may have been named in a variable just before
        if (preg_match('/,\s*(\$\w+)\s*$/', $text, $found) === 1) {
            $before = $file->getTokensAsString(max(0, $open - 60), min(60, $open));
            $text = strstr($before, $found[1] . ' =') ?: '';
        }
        return strpos($text, 'JSON_HEX_TAG') !== false && strpos($text, 'JSON_HEX_AMP') !== false && $close < $end;
    }

    private function endOfOperand(File $file, int $at, int $end): int
    {
        $next = $file->findNext([T_STRING_CONCAT, T_COMMA, T_INLINE_THEN, T_INLINE_ELSE], $at, $end);
        return $next === false ? $end : $next;
    }

    private function refusePrinting(File $file, int $at): void
    {
        $tokens = $file->getTokens();
        $before = $file->findPrevious(Tokens::$emptyTokens, $at - 1, null, true);
        $after = $file->findNext(Tokens::$emptyTokens, $at + 1, null, true);
        $isOwn = in_array($tokens[$before]['code'], [T_OBJECT_OPERATOR, T_DOUBLE_COLON, T_FUNCTION, T_NEW], true);
        if (
            ! $isOwn && $tokens[$after]['code'] === T_OPEN_PARENTHESIS
            && in_array(strtolower($tokens[$at]['content']), self::PRINTING, true)
        ) {
            $file->addError('%s() prints unescaped text; echo an escaped one', $at, 'Prints', [$tokens[$at]['content']]);
        }
    }

    private function refuse(File $file, int $at): void
    {
        $file->addError(
            'Output is not escaped: %s; wrap it in esc_html(), esc_attr() or esc_url()',
            $at,
            'NotEscaped',
            [$file->getTokens()[$at]['content']]
        );
    }
}
