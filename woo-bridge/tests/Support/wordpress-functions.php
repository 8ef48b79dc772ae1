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
