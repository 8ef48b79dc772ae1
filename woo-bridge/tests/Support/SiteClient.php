<?php

declare(strict_types=1);

namespace Softbox\Bridge\Tests\Support;

/** Calls a real site over HTTP, as a browser with a login or as a program with a WooCommerce key. */
final class SiteClient
{
    private string $url;

    /** Cookies of a login. */
    private string $cookies = '';
    private ?string $nonce = null;

    /** @var array{string, string}|null Consumer key and secret. */
    private ?array $key = null;

    private function __construct(string $url)
    {
        $this->url = rtrim($url, '/');
    }

    public static function nobody(string $url): self
    {
        return new self($url);
    }

    /** @param string $login `name:password` */
    public static function person(string $url, string $login): self
    {
        $client = new self($url);
        [$name, $password] = explode(':', $login, 2);
        $reply = $client->send('POST', '/wp-login.php', http_build_query(['log' => $name, 'pwd' => $password, 'testcookie' => 1]), [
            'Content-Type: application/x-www-form-urlencoded',
            'Cookie: wordpress_test_cookie=WP%20Cookie%20check',
        ]);
        preg_match_all('/^set-cookie:\s*([^;\r\n]+)/mi', $reply['head'], $found);
        $client->cookies = implode('; ', $found[1]);
        $nonce = $client->send('GET', '/wp-admin/admin-ajax.php?action=rest-nonce', '', [])['body'];
        if (preg_match('/\A[0-9a-f]{10}\z/', $nonce) !== 1) {
            throw new \RuntimeException("no login as $name at $url");
        }
        $client->nonce = $nonce;
        return $client;
    }

    /** @param string $key `ck_…:cs_…` */
    public static function program(string $url, string $key): self
    {
        $client = new self($url);
        [$consumer, $secret] = explode(':', $key, 2);
        $client->key = [$consumer, $secret];
        return $client;
    }

    public function nonce(): ?string
    {
        return $this->nonce;
    }

    public function withNonce(?string $nonce): self
    {
        $other = clone $this;
        $other->nonce = $nonce;
        return $other;
    }

    /**
     * @param array<string, string> $query
     * @return array{status: int, head: string, body: string, json: array<mixed>}
     */
    public function rest(string $method, string $route, array $query = [], string $body = '', string $type = 'application/json'): array
    {
        $address = $this->url . '/wp-json' . $route;
        if ($this->key !== null) {
            $query = $this->signed($method, $address, $query);
        }
        $headers = $body === '' ? [] : ["Content-Type: $type"];
        if ($this->nonce !== null) {
            $headers[] = 'X-WP-Nonce: ' . $this->nonce;
        }
        $text = http_build_query($query, '', '&', PHP_QUERY_RFC3986);
        $reply = $this->send($method, '/wp-json' . $route . ($text === '' ? '' : "?$text"), $body, $headers);
        $json = json_decode($reply['body'], true);
        return $reply + ['json' => is_array($json) ? $json : []];
    }

    /**
     * A JSON body with its hash in the query.
     *
     * @param mixed $body
     * @return array{status: int, head: string, body: string, json: array<mixed>}
     */
    public function post(string $route, $body): array
    {
        $text = (string) json_encode($body);
        return $this->rest('POST', $route, ['sha256' => hash('sha256', $text)], $text);
    }

    /**
     * @param array<string, string> $query
     * @return array{status: int, head: string, body: string, json: array<mixed>}
     */
    public function upload(string $route, array $query, string $bytes, string $fileName): array
    {
        $boundary = 'softbox' . bin2hex(random_bytes(8));
        $body = "--$boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"$fileName\"\r\n"
            . "Content-Type: application/octet-stream\r\n\r\n$bytes\r\n--$boundary--\r\n";
        return $this->rest('POST', $route, $query, $body, "multipart/form-data; boundary=$boundary");
    }

    public function download(string $address): string
    {
        return $this->send('GET', (string) substr($address, strlen($this->url)), '', [])['body'];
    }

    /**
     * @param string[] $headers
     * @return array{status: int, head: string, body: string}
     */
    private function send(string $method, string $path, string $body, array $headers): array
    {
        $curl = curl_init($this->url . $path);
        if ($this->cookies !== '') {
            $headers[] = 'Cookie: ' . $this->cookies;
        }
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HEADER => true,
            CURLOPT_TIMEOUT => 60,
            CURLOPT_HTTPHEADER => array_merge($headers, ['Expect:']),
        ] + ($body === '' ? [] : [CURLOPT_POSTFIELDS => $body]));
        $answer = curl_exec($curl);
        if (! is_string($answer)) {
            throw new \RuntimeException("$method {$this->url}$path: " . curl_error($curl));
        }
        $size = curl_getinfo($curl, CURLINFO_HEADER_SIZE);
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        curl_close($curl);
        return ['status' => $status, 'head' => substr($answer, 0, $size), 'body' => substr($answer, $size)];
    }

    /**
     * OAuth 1.0a with one leg, which is what WooCommerce takes over plain http.
     *
     * @param array<string, string> $query
     * @return array<string, string>
     */
    private function signed(string $method, string $address, array $query): array
    {
        $query += [
            'oauth_consumer_key' => (string) $this->key[0],
            'oauth_nonce' => bin2hex(random_bytes(8)),
            'oauth_signature_method' => 'HMAC-SHA256',
            'oauth_timestamp' => (string) time(),
        ];
        uksort($query, 'strcmp');
        $pairs = [];
        foreach ($query as $name => $value) {
            $pairs[] = rawurlencode(rawurlencode((string) $name) . '=' . rawurlencode($value));
        }
        $text = $method . '&' . rawurlencode($address) . '&' . implode('%26', $pairs);
        $query['oauth_signature'] = base64_encode(hash_hmac('sha256', $text, $this->key[1] . '&', true));
        return $query;
    }
}
