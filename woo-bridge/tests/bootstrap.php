<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests;

use Softbox\Bridge\Autoloader;

require_once dirname(__DIR__) . '/src/Autoloader.php';
Autoloader::register(dirname(__DIR__) . '/src');

spl_autoload_register(static function (string $class): void {
    $own = __NAMESPACE__ . '\\';
    $file = strncmp($class, $own, strlen($own)) === 0
        ? __DIR__ . '/' . str_replace('\\', '/', substr($class, strlen($own))) . '.php'
        : '';
    if ($file !== '' && is_file($file)) {
        require_once $file;
    }
});

require_once __DIR__ . '/Support/wordpress-functions.php';

// Plugin.php defines it on a site
define('SOFTBOX_PLUGIN_VERSION', '0.0.0');
