<?php

declare(strict_types=1);

namespace Softbox\Bridge\Connection;

/** What this site knows of the Softbox it is connected to. */
final class Connection
{
    public string $id;

    /** Where the connect endpoints are: `https://host[:port]`, without a path. */
    public string $origin;

    /** For example `https://softbox.example/api/v1`. */
    public string $apiUrl;
    public string $storeName;
    public string $keyId;

    /** 64 hexadecimal digits; never leaves this server but as a signature. */
    public string $secret;

    /** `home_url()` when it was connected: a copy of the site elsewhere must not use the key. */
    public string $home;

    /** Unix time. */
    public int $connectedAt;

    public function __construct(
        string $id,
        string $origin,
        string $apiUrl,
        string $storeName,
        string $keyId,
        string $secret,
        string $home,
        int $connectedAt
    ) {
        $this->id = $id;
        $this->origin = $origin;
        $this->apiUrl = $apiUrl;
        $this->storeName = $storeName;
        $this->keyId = $keyId;
        $this->secret = $secret;
        $this->home = $home;
        $this->connectedAt = $connectedAt;
    }
}
