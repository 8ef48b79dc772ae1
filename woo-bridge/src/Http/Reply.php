<?php

declare(strict_types=1);

namespace Softbox\Bridge\Http;

/** What Softbox answered. */
final class Reply
{
    public int $status;
    public string $body;
    public string $contentType;

    /** @var array<string, string> Lower-case names. */
    public array $headers;

    /** @param array<string, string> $headers */
    public function __construct(int $status, string $body, array $headers)
    {
        $this->status = $status;
        $this->body = $body;
        $this->headers = $headers;
        $this->contentType = strtolower(trim(explode(';', $headers['content-type'] ?? '')[0]));
    }

    public function isGood(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }

    /** @return array<string, mixed>|null Null when the body is no JSON object. */
    public function json(): ?array
    {
        $json = json_decode($this->body, true, 64);
        return is_array($json) ? $json : null;
    }

    /** The problem that Softbox answered, as a WordPress error that carries its words, field and status. */
    public function problem(): \WP_Error
    {
        $json = strpos($this->contentType, 'json') !== false ? $this->json() : null;
        $kind = is_string($json['type'] ?? null) ? basename($json['type']) : '';
        if ($json === null || preg_match('/\A[a-z][a-z-]{0,60}\z/', $kind) !== 1) {
            return new \WP_Error(
                'softbox_bad_answer',
                /* translators: %d: HTTP status */
                sprintf(__('Softbox did not answer as expected (%d). Is the address right?', 'softbox-product-photos'), $this->status),
                ['status' => 502]
            );
        }
        $data = ['status' => $this->status];
        foreach (['field', 'errors', 'details'] as $name) {
            if (isset($json[$name])) {
                $data[$name] = $json[$name];
            }
        }
        if (isset($this->headers['retry-after'])) {
            $data['retry_after'] = (int) $this->headers['retry-after'];
        }
        // 401 is between the two servers: to the browser it must not look as if the person's login had ended
        if ($this->status === 401) {
            $data['status'] = 502;
        }
        return new \WP_Error('softbox_' . str_replace('-', '_', $kind), (string) ($json['detail'] ?? $kind), $data);
    }
}
