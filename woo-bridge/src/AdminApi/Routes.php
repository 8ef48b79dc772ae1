<?php

declare(strict_types=1);

namespace Softbox\Bridge\AdminApi;

/** The routes of our screens in wp-admin. */
final class Routes
{
    public const SPACE = 'softbox/v1';

    private ConnectionRoutes $connection;
    private Selection $selection;
    private JobApiProxy $proxy;

    public function __construct(ConnectionRoutes $connection, Selection $selection, JobApiProxy $proxy)
    {
        $this->connection = $connection;
        $this->selection = $selection;
        $this->proxy = $proxy;
    }

    public function register(): void
    {
        PictureResponse::register();
        add_action('rest_api_init', [$this, 'registerRoutes']);
    }

    public function registerRoutes(): void
    {
        $see = [Permission::class, 'see'];
        $manage = [Permission::class, 'manage'];
        $this->route('/connection', 'GET', [$this->connection, 'read'], $see);
        $this->route('/connection/health', 'GET', [$this->connection, 'health'], $see);
        $this->route('/connection/start', 'POST', [$this->connection, 'start'], $manage, [
            'address' => ['type' => 'string', 'required' => true, 'maxLength' => 300],
            'method' => ['type' => 'string', 'enum' => ['authorize', 'pair'], 'default' => 'authorize'],
            'consent' => ['type' => 'boolean', 'required' => true],
        ]);
        $this->route('/connection/finish', 'POST', [$this->connection, 'finish'], $manage, [
            'state' => ['type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 300],
        ]);
        $this->route('/connection/cancel', 'POST', [$this->connection, 'cancel'], $manage);
        $this->route('/connection/disconnect', 'POST', [$this->connection, 'disconnect'], $manage);
        $this->route('/settings', 'GET', [Settings::class, 'read'], $see);
        $this->route('/settings', 'POST', [Settings::class, 'write'], $manage, [
            'placement' => ['type' => 'string', 'required' => true, 'enum' => Settings::PLACEMENTS],
            'aiLabel' => ['type' => 'string', 'required' => true, 'maxLength' => 60],
            'removeData' => ['type' => 'boolean', 'required' => true],
        ]);
        $this->route('/selection', 'GET', [$this->selection, 'read'], $see);
        $this->route('/selection/look-up', 'POST', [$this->selection, 'lookUp'], $see, [
            'productIds' => [
                'type' => 'array',
                'required' => true,
                'minItems' => 1,
                'maxItems' => Selection::AT_MOST,
                'items' => ['type' => 'integer', 'minimum' => 1],
            ],
        ]);
        register_rest_route(self::SPACE, '/api/(?P<softbox_path>[a-z0-9/-]{1,200})', [
            'methods' => ['GET', 'POST', 'PUT', 'DELETE'],
            'callback' => [$this->proxy, 'call'],
            'permission_callback' => [$this->proxy, 'mayCall'],
        ]);
    }

    /**
     * @param callable(\WP_REST_Request): mixed $callback
     * @param callable(): (true|\WP_Error)      $permission
     * @param array<string, mixed>              $args
     */
    private function route(string $path, string $method, callable $callback, callable $permission, array $args = []): void
    {
        register_rest_route(self::SPACE, $path, [
            'methods' => $method,
            'callback' => $callback,
            'permission_callback' => $permission,
            'args' => $args,
        ]);
    }
}
