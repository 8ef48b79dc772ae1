<?php

declare(strict_types=1);

namespace Softbox\Bridge\Background;

/** Slow work, done by WooCommerce's Action Scheduler and never inside somebody's request. */
final class Schedule
{
    public const GROUP = 'softbox';
    public const FIRST_SYNC = 'softbox_first_sync';
    public const LEARN_MEDIA = 'softbox_learn_media';
    public const CHECK_HEALTH = 'softbox_check_health';

    /** Seconds before the second, third … try. */
    private const PAUSES_S = [60, 300, 900, 3600, 14400];

    /** @param array<int, mixed> $args */
    public static function soon(string $hook, array $args, int $delaySeconds = 0): void
    {
        if (function_exists('as_schedule_single_action') && ! as_has_scheduled_action($hook, $args, self::GROUP)) {
            as_schedule_single_action(time() + $delaySeconds, $hook, $args, self::GROUP);
        }
    }

    /**
     * Schedules the next try of something that did not work out; after the last one it is let be.
     *
     * @param array<int, mixed> $args All but the number of tries, which goes last.
     */
    public static function again(string $hook, array $args, int $tries): void
    {
        $pause = self::PAUSES_S[$tries - 1] ?? null;
        if ($pause !== null) {
            self::soon($hook, array_merge($args, [$tries + 1]), $pause);
        }
    }

    public static function daily(string $hook): void
    {
        if (function_exists('as_schedule_recurring_action') && ! as_has_scheduled_action($hook, [], self::GROUP)) {
            as_schedule_recurring_action(time() + DAY_IN_SECONDS, DAY_IN_SECONDS, $hook, [], self::GROUP);
        }
    }

    public static function stopAll(): void
    {
        if (function_exists('as_unschedule_all_actions')) {
            foreach ([self::FIRST_SYNC, self::LEARN_MEDIA, self::CHECK_HEALTH] as $hook) {
                as_unschedule_all_actions($hook, [], self::GROUP);
                as_unschedule_all_actions($hook);
            }
        }
    }
}
