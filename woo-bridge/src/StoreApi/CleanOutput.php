<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/**
 * Lets nothing but our JSON out of the routes that Softbox calls: a notice that another plugin prints would break the
 * reply, and the hash and headers with it. What is printed is buffered and thrown away.
 */
final class CleanOutput
{
    private static int $level = -1;

    /** Called when the plugin is loaded, before most others print anything. */
    public static function beginEarly(): void
    {
        $uri = isset($_SERVER['REQUEST_URI']) && is_string($_SERVER['REQUEST_URI']) ? $_SERVER['REQUEST_URI'] : '';
        if (strpos(rawurldecode($uri), '/' . Routes::SPACE . '/') !== false) {
            self::$level = ob_get_level();
            ob_start();
        }
    }

    public static function register(): void
    {
        add_filter('rest_pre_serve_request', [self::class, 'serve'], 1000, 4);
    }

    /**
     * @param mixed $served
     * @return mixed
     */
    public static function serve($served, \WP_HTTP_Response $result, \WP_REST_Request $request, \WP_REST_Server $server)
    {
        if ($served || self::$level < 0 || strpos($request->get_route(), '/' . Routes::SPACE) !== 0) {
            return $served;
        }
        while (ob_get_level() > self::$level) {
            ob_end_clean();
        }
        if ($request->get_method() !== 'HEAD') {
            // with < > & ' " as \u escapes: the same JSON, and harmless even where it is taken for a page
            $flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT;
            echo wp_json_encode($server->response_to_data($result, false), $flags);
        }
        ob_start(static fn (): string => '');
        return true;
    }
}
