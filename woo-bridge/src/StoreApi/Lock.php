<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** A lock of the database server: it goes with the connection, so a request that dies leaves none behind. */
final class Lock
{
    public const WAIT_S = 5;

    private \wpdb $db;

    public function __construct(\wpdb $db)
    {
        $this->db = $db;
    }

    /**
     * Runs `$work` while nobody else holds `$name` on this site.
     *
     * @template T
     * @param callable(): T $work
     * @return T|\WP_Error `softbox_busy`
     */
    public function with(string $name, callable $work)
    {
        // at most 64 characters, shared by all databases of the server
        $key = 'softbox_' . substr(hash('sha256', DB_NAME . '|' . $this->db->prefix . '|' . $name), 0, 40);
        $got = $this->db->get_var($this->db->prepare('SELECT GET_LOCK(%s, %d)', $key, self::WAIT_S));
        if ((string) $got !== '1') {
            return Refusal::busy();
        }
        try {
            return $work();
        } finally {
            $this->db->query($this->db->prepare('SELECT RELEASE_LOCK(%s)', $key));
        }
    }
}
