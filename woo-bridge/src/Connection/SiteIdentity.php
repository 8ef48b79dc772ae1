<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** Who this site is: a UUID made once (per site of a network) and kept until the plugin is removed. */
final class SiteIdentity
{
    public const OPTION = 'softbox_site_id';

    public function id(): string
    {
        $id = get_option(self::OPTION);
        if (is_string($id) && preg_match('/\A[0-9a-f-]{36}\z/', $id) === 1) {
            return $id;
        }
        // of two requests at once, one adds it and the other reads that one
        add_option(self::OPTION, wp_generate_uuid4(), '', false);
        return (string) get_option(self::OPTION);
    }

    /** @return array{id: string, url: string, rest_url: string} As the connect endpoints want it. */
    public function forSoftbox(): array
    {
        return ['id' => $this->id(), 'url' => home_url(), 'rest_url' => rest_url()];
    }
}
