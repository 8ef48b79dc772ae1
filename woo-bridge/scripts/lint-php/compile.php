<?php

/**
 * Compiles one file and runs nothing of it: a `return` is put before its first statement, so the file is refused for all that
 * `php -l` refuses it for. Prints what is wrong, or nothing.
 */

declare(strict_types=1);

ini_set('html_errors', '0');
ini_set('log_errors', '0');
$path = getenv('SOFTBOX_LINTED');
$code = (string) file_get_contents($path);
try {
    $tokens = token_get_all($code, TOKEN_PARSE);
} catch (ParseError $error) {
    exit("{$error->getMessage()} on line {$error->getLine()}");
}

/** `declare` and `namespace` must come first; the next statement is where nothing runs any more. */
$headed = [T_DECLARE, T_NAMESPACE];
$quiet = [T_WHITESPACE, T_COMMENT, T_DOC_COMMENT];
$length = 0;
$before = 0;
$inHead = false;
foreach ($tokens as $token) {
    [$kind, $text] = is_array($token) ? $token : [null, $token];
    $length += strlen($text);
    if ($kind === T_OPEN_TAG) {
        $before = $length;
    } elseif ($inHead) {
        if ($text === ';') {
            $inHead = false;
            $before = $length;
        }
    } elseif (in_array($kind, $headed, true)) {
        $inHead = true;
    } elseif (! in_array($kind, $quiet, true)) {
        break;
    }
}
file_put_contents($path, substr($code, 0, $before) . ' return; ' . substr($code, $before));
include $path;
