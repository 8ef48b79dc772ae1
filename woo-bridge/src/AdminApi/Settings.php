<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

/** The few choices that belong to this site and not to Softbox. */
final class Settings
{
    public const OPTION = 'softbox_settings';
    public const PLACEMENTS = ['main', 'append', 'replace'];

    /** @return array{placement: string, aiLabel: string, removeData: bool} */
    public static function read(): array
    {
        $kept = get_option(self::OPTION);
        $kept = is_array($kept) ? $kept : [];
        $placement = $kept['placement'] ?? 'main';
        return [
            'placement' => in_array($placement, self::PLACEMENTS, true) ? $placement : 'main',
            'aiLabel' => is_string($kept['aiLabel'] ?? null) ? $kept['aiLabel'] : '',
            'removeData' => ($kept['removeData'] ?? false) === true,
        ];
    }

    /** @return array{placement: string, aiLabel: string, removeData: bool} */
    public static function write(\WP_REST_Request $request): array
    {
        update_option(self::OPTION, [
            'placement' => $request->get_param('placement'),
            'aiLabel' => mb_substr(sanitize_text_field((string) $request->get_param('aiLabel')), 0, 60),
            'removeData' => $request->get_param('removeData') === true,
        ], false);
        return self::read();
    }
}
