<?php

/**
 * The few functions of WordPress that the parts under unit test call, true to what WordPress documents. Whatever needs more
 * of WordPress is tested in tests/site, on a real one.
 */

declare(strict_types=1);

use Softbox\Bridge\Tests\Support\FakeWordPress;

final class WP_Error
{
    /** @var array<string, mixed> */
    private array $data;
    private string $code;
    private string $message;

    /** @param array<string, mixed> $data */
    public function __construct(string $code = '', string $message = '', $data = [])
    {
        $this->code = $code;
        $this->message = $message;
        $this->data = $data;
    }

    public function get_error_code(): string
    {
        return $this->code;
    }

    public function get_error_message(): string
    {
        return $this->message;
    }

    /** @return array<string, mixed> */
    public function get_error_data(): array
    {
        return $this->data;
    }
}

/** @param mixed $thing */
function is_wp_error($thing): bool
{
    return $thing instanceof WP_Error;
}

function __(string $text): string
{
    return $text;
}

/** @return mixed */
function wp_parse_url(string $url, int $component = -1)
{
    return parse_url($url, $component);
}

function home_url(): string
{
    return FakeWordPress::$home;
}

/**
 * @param mixed $fallback
 * @return mixed
 */
function get_option(string $name, $fallback = false)
{
    return FakeWordPress::$options[$name] ?? $fallback;
}

/** @param mixed $value */
function update_option(string $name, $value): bool
{
    FakeWordPress::$options[$name] = $value;
    return true;
}

function delete_option(string $name): bool
{
    $there = array_key_exists($name, FakeWordPress::$options);
    unset(FakeWordPress::$options[$name]);
    return $there;
}

function current_user_can(string $capability): bool
{
    return in_array($capability, FakeWordPress::$capabilities, true);
}

function rest_authorization_required_code(): int
{
    return FakeWordPress::$loggedIn ? 403 : 401;
}

/** @param array<string, mixed> $args */
function register_rest_route(string $space, string $path, array $args): bool
{
    FakeWordPress::$routes["$space$path {$args['methods'][0]}"] = $args;
    return true;
}

function esc_html__(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}

function wp_strip_all_tags(string $text): string
{
    return trim(strip_tags($text));
}

function untrailingslashit(string $text): string
{
    return rtrim($text, '/');
}

function add_filter(): bool
{
    return true;
}

function remove_filter(): bool
{
    return true;
}

/** What a route gets, as far as the routes under test read it. */
final class WP_REST_Request
{
    private string $method;
    private string $path;

    /** @var array<string, mixed> */
    private array $query;
    private string $body;

    /** @param array<string, mixed> $query */
    public function __construct(string $method, string $path, array $query = [], string $body = '')
    {
        $this->method = $method;
        $this->path = $path;
        $this->query = $query;
        $this->body = $body;
    }

    public function get_method(): string
    {
        return $this->method;
    }

    /** @return array<string, string> */
    public function get_url_params(): array
    {
        return ['softbox_path' => $this->path];
    }

    /** @return array<string, mixed> */
    public function get_query_params(): array
    {
        return $this->query;
    }

    public function get_body(): string
    {
        return $this->body;
    }

    public function get_header(string $name): ?string
    {
        return null;
    }
}

class WP_REST_Response
{
    /** @var mixed */
    public $data;
    public int $status;

    /** @var array<string, string> */
    public array $headers = [];

    /** @param mixed $data */
    public function __construct($data = null, int $status = 200)
    {
        $this->data = $data;
        $this->status = $status;
    }

    public function header(string $name, string $value): void
    {
        $this->headers[$name] = $value;
    }
}

/**
 * Answers what the test has laid ready, and notes who was called.
 *
 * @param array<string, mixed> $args
 * @return array<string, mixed>
 */
function wp_safe_remote_request(string $url, array $args): array
{
    FakeWordPress::$calls[] = $args['method'] . ' ' . $url;
    return (array) array_shift(FakeWordPress::$answers);
}

/**
 * @param array<string, mixed> $answer
 * @return array<string, string>
 */
function wp_remote_retrieve_headers(array $answer): array
{
    return $answer['headers'] ?? [];
}

/** @param array<string, mixed> $answer */
function wp_remote_retrieve_response_code(array $answer): int
{
    return $answer['status'] ?? 0;
}

/** @param array<string, mixed> $answer */
function wp_remote_retrieve_body(array $answer): string
{
    return $answer['body'] ?? '';
}

final class wpdb
{
    public string $prefix = 'wp_';

    /** @var int[] Ids of the WooCommerce keys that were deleted. */
    public array $deletedKeys = [];

    /** @param array<string, int> $where */
    public function delete(string $table, array $where): int
    {
        $this->deletedKeys[] = $where['key_id'];
        return 1;
    }
}

final class WP_User
{
    public int $ID = 1;
    public string $display_name = 'Sam';
}

/** @param mixed $value */
function add_option(string $name, $value): bool
{
    return isset(FakeWordPress::$options[$name]) ? false : update_option($name, $value);
}

function wp_generate_uuid4(): string
{
    return '019aac3e-5a10-4c44-9d0e-6f2b8a1c4d55';
}

function wp_cache_delete(): bool
{
    return true;
}

function rest_url(): string
{
    return FakeWordPress::$home . '/wp-json/';
}

/** @param mixed $value */
function wp_json_encode($value): string
{
    return (string) json_encode($value);
}

function do_action(string $name): void
{
    FakeWordPress::$done[] = $name;
}
