<?php

/**
 * Plugin Name:          Softbox Product Photos for WooCommerce
 * Description:          On-brand product photos from the photos you have; what you approve goes into the gallery, undoably.
 * Version:              0.1.0
 * Requires at least:    6.5
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.0
 * WC tested up to:      10.0
 * Author:               Softbox
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          softbox-product-photos
 * Domain Path:          /languages
 *
 * @package Softbox
 */

declare(strict_types=1);

namespace Softbox\Bridge;

if (! defined('ABSPATH')) {
    exit;
}

require_once __DIR__ . '/src/Autoloader.php';
Autoloader::register(__DIR__ . '/src');

StoreApi\CleanOutput::beginEarly();
Plugin::start(__FILE__);
