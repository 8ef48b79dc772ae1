<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

use Softbox\Bridge\Connection\PendingConnect;
use Softbox\Bridge\Connection\WooKeys;

/**
 * The routes that Softbox calls, by a WooCommerce key; docs/woo-bridge-protocol.md section 1. WooCommerce lets its keys
 * in only where the namespace begins with `wc-`.
 */
final class Routes
{
    public const SPACE = 'wc-softbox/v1';

    private SiteFacts $facts;
    private MediaRoutes $media;
    private GalleryRoutes $gallery;
    private LinkRoutes $link;
    private PendingConnect $pending;
    private WooKeys $keys;

    public function __construct(
        SiteFacts $facts,
        MediaRoutes $media,
        GalleryRoutes $gallery,
        LinkRoutes $link,
        PendingConnect $pending,
        WooKeys $keys
    ) {
        $this->facts = $facts;
        $this->media = $media;
        $this->gallery = $gallery;
        $this->link = $link;
        $this->pending = $pending;
        $this->keys = $keys;
    }

    public function register(): void
    {
        add_action('rest_api_init', [$this, 'registerRoutes']);
        add_filter('woocommerce_rest_is_request_to_rest_api', [$this, 'knowPlainPermalinks']);
        add_filter('rest_post_dispatch', [$this, 'addHeaders'], 10, 3);
    }

    public function registerRoutes(): void
    {
        $this->route('/site', 'GET', function (\WP_REST_Request $request) {
            $keyId = $this->pending->current() === null ? null : $this->keys->idOfCaller($request);
            if ($keyId !== null) {
                $this->pending->noteKey($keyId);
            }
            return $this->facts->view();
        });
        $this->route('/media', 'POST', [$this->media, 'upload']);
        $this->route('/media', 'GET', [$this->media, 'find']);
        $this->route('/media/(?P<id>[1-9]\d{0,17})', 'GET', [$this->media, 'read']);
        $this->route('/media/(?P<id>[1-9]\d{0,17})/alt', 'POST', [$this->media, 'writeAlt']);
        $this->route('/media/(?P<id>[1-9]\d{0,17})/delete', 'POST', [$this->media, 'delete']);
        $this->route('/products/(?P<id>[1-9]\d{0,17})/gallery', 'GET', [$this->gallery, 'read']);
        $this->route('/products/(?P<id>[1-9]\d{0,17})/gallery', 'POST', [$this->gallery, 'write']);
        $this->route('/disconnect', 'POST', [$this->link, 'disconnect']);
        register_rest_route(self::SPACE, '/pair', [
            'methods' => 'POST',
            'callback' => [$this->link, 'pair'],
            'permission_callback' => [$this->link, 'mayPair'],
        ]);
    }

    /** @return true|\WP_Error */
    public function mayManage()
    {
        return current_user_can('manage_woocommerce') ? true : Refusal::forbidden();
    }

    /** Without pretty permalinks WooCommerce does not see that a request is for its API. */
    public function knowPlainPermalinks(bool $isApi): bool
    {
        // only compared, never stored or shown; the caller is checked by WooCommerce right after
        $route = filter_input(INPUT_GET, 'rest_route', FILTER_UNSAFE_RAW);
        return $isApi || (is_string($route) && preg_match('#\A/wc[-/]#', $route) === 1);
    }

    public function addHeaders(
        \WP_HTTP_Response $response,
        \WP_REST_Server $server,
        \WP_REST_Request $request
    ): \WP_HTTP_Response {
        if (strpos($request->get_route(), '/' . self::SPACE) === 0) {
            $response->header('Cache-Control', 'no-store');
            $data = $response->get_data();
            $wait = is_array($data) ? ($data['data']['retry_after'] ?? null) : null;
            if (is_int($wait)) {
                $response->header('Retry-After', (string) $wait);
            }
        }
        return $response;
    }

    /** @param callable(\WP_REST_Request): mixed $callback */
    private function route(string $path, string $method, callable $callback): void
    {
        register_rest_route(self::SPACE, $path, [
            'methods' => $method,
            'callback' => $callback,
            'permission_callback' => [$this, 'mayManage'],
        ]);
    }
}
