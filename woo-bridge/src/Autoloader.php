<?php

declare(strict_types=1);

namespace Softbox\Bridge;

/** Finds our classes by PSR-4, so that no Composer is needed at run time. */
final class Autoloader
{
    private const ROOT = 'Softbox\\Bridge\\';

    public static function register(string $folder): void
    {
        spl_autoload_register(static function (string $class) use ($folder): void {
            if (strncmp($class, self::ROOT, strlen(self::ROOT)) !== 0) {
                return;
            }
            $file = $folder . '/' . str_replace('\\', '/', substr($class, strlen(self::ROOT))) . '.php';
            if (is_file($file)) {
                require_once $file;
            }
        });
    }
}
