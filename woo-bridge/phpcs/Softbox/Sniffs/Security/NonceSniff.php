<?php

declare(strict_types=1);

namespace Softbox\Sniffs\Security;

use PHP_CodeSniffer\Files\File;
use PHP_CodeSniffer\Sniffs\Sniff;

/** A function that reads what a form sent checks its nonce and the person's capability, both in the same function. */
final class NonceSniff implements Sniff
{
    private const SENT = ['$_POST', '$_GET', '$_REQUEST', '$_FILES', '$_COOKIE'];
    private const NONCE = '/\b(?:check_admin_referer|check_ajax_referer|wp_verify_nonce)\s*\(/';
    private const CAPABILITY = '/\b(?:current_user_can|user_can)\s*\(/';

    /** @return int[] */
    public function register(): array
    {
        return [T_VARIABLE];
    }

    public function process(File $phpcsFile, $stackPtr)
    {
        $name = $phpcsFile->getTokens()[$stackPtr]['content'];
        if (! in_array($name, self::SENT, true)) {
            return;
        }
        $function = $phpcsFile->getCondition($stackPtr, T_FUNCTION, false) ?: $phpcsFile->getCondition($stackPtr, T_CLOSURE);
        $tokens = $phpcsFile->getTokens();
        $body = $function === false ? '' : $phpcsFile->getTokensAsString(
            $tokens[$function]['scope_opener'],
            $tokens[$function]['scope_closer'] - $tokens[$function]['scope_opener']
        );
        if (preg_match(self::NONCE, $body) !== 1) {
            $phpcsFile->addError('%s is read without checking a nonce in the same function', $stackPtr, 'NoNonce', [$name]);
        }
        if (preg_match(self::CAPABILITY, $body) !== 1) {
            $phpcsFile->addError('%s is read without asking for a capability', $stackPtr, 'NoCapability', [$name]);
        }
    }
}
