<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

use Softbox\Bridge\Http\Outbound;
use Softbox\Bridge\Http\Reply;
use Softbox\Bridge\Http\SoftboxClient;

/**
 * Passes what the screens ask on to Softbox, signed here, and the answer back. The browser never sees a key, and Softbox
 * never sees the browser.
 */
final class JobApiProxy
{
    private const BODY_BYTES = 1000000;
    private const QUERY_NAME = '/\A[A-Za-z][A-Za-z0-9]{0,39}\z/';

    /** WordPress's own query parameters, which are not Softbox's. */
    private const OWN = ['rest_route', 'softbox_path', 'context'];

    private SoftboxClient $client;

    public function __construct(SoftboxClient $client)
    {
        $this->client = $client;
    }

    /** @return true|\WP_Error */
    public function mayCall(\WP_REST_Request $request)
    {
        $row = $this->rowOf($request);
        if ($row === null) {
            // nothing is told to those who may not even look
            return current_user_can(JobApiTable::SEE)
                ? new \WP_Error(
                    'rest_no_route',
                    __('There is no such part of Softbox here.', 'softbox-product-photos'),
                    ['status' => 404]
                )
                : Permission::refuse();
        }
        return current_user_can($row['capability']) ? true : Permission::refuse();
    }

    /** @return \WP_REST_Response|\WP_Error */
    public function call(\WP_REST_Request $request)
    {
        $row = $this->rowOf($request);
        $query = $this->query($request);
        $body = $request->get_body();
        if ($row === null || $query === null || strlen($body) > self::BODY_BYTES) {
            return new \WP_Error(
                'rest_invalid_param',
                __('The request is not of a form that can be passed on.', 'softbox-product-photos'),
                ['status' => 400]
            );
        }
        $headers = [];
        $key = $request->get_header('idempotency_key');
        if ($row['method'] !== 'GET' && is_string($key) && preg_match('/\A[\x21-\x7e]{1,255}\z/', $key) === 1) {
            $headers['Idempotency-Key'] = $key;
        }
        $isPicture = $row['kind'] === JobApiTable::PICTURE;
        $reply = $this->client->api(
            $row['method'],
            '/' . $request->get_url_params()['softbox_path'],
            $query,
            $row['method'] === 'GET' ? '' : $body,
            $headers,
            $row['timeout'],
            $isPicture ? Outbound::PICTURE_BYTES : Outbound::JSON_BYTES
        );
        if (is_wp_error($reply)) {
            return $reply;
        }
        if (! $reply->isGood()) {
            return $reply->problem();
        }
        if ($reply->status === 204) {
            // done, and nothing to tell of it
            return new \WP_REST_Response(null, 204);
        }
        return $isPicture ? $this->picture($reply, $row['method'] === 'GET') : $this->json($reply);
    }

    /** @return \WP_REST_Response|\WP_Error */
    private function picture(Reply $reply, bool $keep)
    {
        return in_array($reply->contentType, PictureResponse::TYPES, true)
            ? new PictureResponse($reply->body, $reply->contentType, $keep)
            : $reply->problem();
    }

    /** @return \WP_REST_Response|\WP_Error */
    private function json(Reply $reply)
    {
        // objects stay objects: an empty one must not come out as a list
        $json = json_decode($reply->body, false, 64);
        if ($json === null) {
            return $reply->problem();
        }
        $response = new \WP_REST_Response($json, $reply->status);
        $response->header('Cache-Control', 'no-store');
        return $response;
    }

    /** @return array{method: string, pattern: string, capability: string, kind: string, timeout: int}|null */
    private function rowOf(\WP_REST_Request $request): ?array
    {
        return JobApiTable::find($request->get_method(), (string) ($request->get_url_params()['softbox_path'] ?? ''));
    }

    /** @return array<string, string>|null Null when a parameter is no plain text. */
    private function query(\WP_REST_Request $request): ?array
    {
        $query = [];
        foreach ($request->get_query_params() as $name => $value) {
            // `_locale`, `_wpnonce` and their like are for WordPress
            if (in_array($name, self::OWN, true) || strncmp((string) $name, '_', 1) === 0) {
                continue;
            }
            if (! is_string($value) || preg_match(self::QUERY_NAME, (string) $name) !== 1) {
                return null;
            }
            $query[(string) $name] = $value;
        }
        return $query;
    }
}
