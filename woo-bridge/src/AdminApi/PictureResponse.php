<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

/** A picture as the answer of a REST route: served as it is, by its type, and as nothing else. */
final class PictureResponse extends \WP_REST_Response
{
    public const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

    private string $bytes;

    public function __construct(string $bytes, string $type, bool $keep)
    {
        parent::__construct(null, 200);
        $this->bytes = $bytes;
        $this->header('Content-Type', $type);
        $this->header('Cache-Control', $keep ? 'private, max-age=31536000, immutable' : 'no-store');
        $this->header('X-Content-Type-Options', 'nosniff');
        $this->header('Content-Security-Policy', "default-src 'none'; sandbox");
        $this->header('Content-Length', (string) strlen($bytes));
    }

    public static function register(): void
    {
        add_filter('rest_pre_serve_request', [self::class, 'serve'], 10, 2);
    }

    /**
     * @param mixed $served
     * @param mixed $result
     * @return mixed
     */
    public static function serve($served, $result)
    {
        if ($served || ! $result instanceof self) {
            return $served;
        }
        file_put_contents('php://output', $result->bytes);
        return true;
    }
}
