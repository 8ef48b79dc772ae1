<?php

declare(strict_types=1);

namespace Softbox\Sniffs\Security;

use PHP_CodeSniffer\Files\File;
use PHP_CodeSniffer\Sniffs\Sniff;

/** Every REST route says who may call it, and never "everybody"; an action for people without a login is refused. */
final class CapabilitySniff implements Sniff
{
    /** @return int[] */
    public function register(): array
    {
        return [T_STRING];
    }

    public function process(File $phpcsFile, $stackPtr)
    {
        $tokens = $phpcsFile->getTokens();
        $open = $phpcsFile->findNext(T_WHITESPACE, $stackPtr + 1, null, true);
        if ($open === false || $tokens[$open]['code'] !== T_OPEN_PARENTHESIS || ! isset($tokens[$open]['parenthesis_closer'])) {
            return;
        }
        $text = $phpcsFile->getTokensAsString($open, $tokens[$open]['parenthesis_closer'] - $open + 1);
        switch ($tokens[$stackPtr]['content']) {
            case 'register_rest_route':
                if (strpos($text, "'permission_callback'") === false) {
                    $phpcsFile->addError('A REST route without permission_callback', $stackPtr, 'NoPermission');
                }
                if (strpos($text, '__return_true') !== false) {
                    $phpcsFile->addError('A REST route that lets everybody in', $stackPtr, 'Everybody');
                }
                break;
            case 'add_action':
                if (preg_match('/\(\s*[\'"](?:wp_ajax_nopriv_|admin_post_nopriv_)/', $text) === 1) {
                    $phpcsFile->addError('An action for people without a login', $stackPtr, 'NoLogin');
                }
        }
    }
}
