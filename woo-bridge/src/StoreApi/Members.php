<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Strict reading of JSON objects: what is missing, unknown or of the wrong form is refused by its name. */
final class Members
{
    /**
     * @param mixed    $value
     * @param string[] $names
     * @return array<string, mixed>|\WP_Error
     */
    public static function exactly($value, array $names, string $where)
    {
        if (! $value instanceof \stdClass) {
            return Refusal::invalid($where, 'a JSON object');
        }
        $found = get_object_vars($value);
        foreach (array_keys($found) as $name) {
            if (! in_array((string) $name, $names, true)) {
                return Refusal::invalid($where . $name, 'there is no such member');
            }
        }
        foreach ($names as $name) {
            if (! array_key_exists($name, $found)) {
                return Refusal::invalid($where . $name, 'is missing');
            }
        }
        return $found;
    }

    /** @param mixed $value */
    public static function isId($value): bool
    {
        return is_int($value) && $value > 0;
    }

    /** @param mixed $value */
    public static function areIds($value, int $atMost): bool
    {
        if (! is_array($value) || count($value) > $atMost) {
            return false;
        }
        foreach ($value as $id) {
            if (! self::isId($id)) {
                return false;
            }
        }
        return true;
    }
}
