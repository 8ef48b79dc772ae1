<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

/**
 * Who may use the routes of the screens. WordPress takes a cookie for a login only together with the nonce `wp_rest` of
 * this site and person; without it the person is nobody here.
 */
final class Permission
{
    /** @return true|\WP_Error */
    public static function see()
    {
        return current_user_can(JobApiTable::SEE) ? true : self::refuse();
    }

    /** @return true|\WP_Error */
    public static function manage()
    {
        return current_user_can(JobApiTable::MANAGE) ? true : self::refuse();
    }

    public static function refuse(): \WP_Error
    {
        return new \WP_Error(
            'rest_forbidden',
            __('You are not allowed to do this on this site.', 'softbox-product-photos'),
            ['status' => rest_authorization_required_code()]
        );
    }
}
