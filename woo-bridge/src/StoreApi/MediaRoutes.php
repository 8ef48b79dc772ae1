<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Media: take in, find, read, describe, and delete what is ours and unused. */
final class MediaRoutes
{
    private const ALT_CHARACTERS = 512;

    private MediaStore $store;
    private MediaUsage $usage;
    private Lock $lock;

    public function __construct(MediaStore $store, MediaUsage $usage, Lock $lock)
    {
        $this->store = $store;
        $this->usage = $usage;
        $this->lock = $lock;
    }

    /** @return \WP_REST_Response|\WP_Error */
    public function upload(\WP_REST_Request $request)
    {
        $query = $request->get_query_params();
        $name = $query['name'] ?? null;
        $sha256 = $query['sha256'] ?? null;
        $alt = $query['alt'] ?? '';
        if (! is_string($name) || ! FileName::isOurs($name)) {
            return Refusal::invalid('name', 'softbox-[restored-]<uuid>.<jpg|png|webp|gif>');
        }
        if (! SignedBody::isHash($sha256)) {
            return Refusal::invalid('sha256', 'the SHA-256 of the file in 64 lower-case hexadecimal digits');
        }
        if (! self::isAlt($alt)) {
            return Refusal::invalid('alt', 'text of at most 512 characters');
        }
        $file = $this->receivedFile($request);
        if (is_wp_error($file)) {
            return $file;
        }
        if (! hash_equals((string) hash_file('sha256', $file['tmp_name']), $sha256)) {
            return Refusal::hashMismatch();
        }
        $kept = $this->store->keep($file, $name, $sha256, $alt);
        if (is_wp_error($kept)) {
            return $kept;
        }
        return new \WP_REST_Response($this->store->view($kept['id']), $kept['made'] ? 201 : 200);
    }

    /** @return array<string, mixed>|\WP_Error */
    public function find(\WP_REST_Request $request)
    {
        $name = $request->get_query_params()['name'] ?? null;
        if (! is_string($name) || ! FileName::isOurs($name)) {
            return Refusal::invalid('name', 'softbox-[restored-]<uuid>.<jpg|png|webp|gif>');
        }
        $id = $this->store->idOf($name);
        return ['media' => $id === null ? null : $this->store->view($id)];
    }

    /** @return array<string, mixed>|\WP_Error */
    public function read(\WP_REST_Request $request)
    {
        return $this->store->view((int) $request->get_url_params()['id']) ?? Refusal::mediaGone();
    }

    /** @return array<string, mixed>|\WP_Error */
    public function writeAlt(\WP_REST_Request $request)
    {
        $body = SignedBody::json($request, ['alt']);
        if (is_wp_error($body)) {
            return $body;
        }
        if (! self::isAlt($body['alt'])) {
            return Refusal::invalid('alt', 'text of at most 512 characters');
        }
        $id = (int) $request->get_url_params()['id'];
        if ($this->store->view($id) === null) {
            return Refusal::mediaGone();
        }
        $this->store->setAlt($id, $body['alt']);
        return $this->store->view($id) ?? Refusal::mediaGone();
    }

    /** @return array<string, mixed>|\WP_Error */
    public function delete(\WP_REST_Request $request)
    {
        $body = SignedBody::json($request, ['name']);
        if (is_wp_error($body)) {
            return $body;
        }
        $name = $body['name'];
        if (! is_string($name)) {
            return Refusal::invalid('name', 'a name');
        }
        $id = (int) $request->get_url_params()['id'];
        return $this->lock->with("media $name", function () use ($id, $name) {
            if (get_post_type($id) !== 'attachment') {
                return ['outcome' => 'gone', 'used_by' => []];
            }
            $kept = (string) get_post_meta($id, MediaStore::NAME, true);
            if (! FileName::isDeletable($name) || ! hash_equals($kept, $name)) {
                return ['outcome' => 'not-ours', 'used_by' => []];
            }
            $usedBy = $this->usage->of($id);
            if ($usedBy !== []) {
                return ['outcome' => 'in-use', 'used_by' => $usedBy];
            }
            return wp_delete_attachment($id, true)
                ? ['outcome' => 'deleted', 'used_by' => []]
                : Refusal::of('softbox_storage_failed', 500, 'The file could not be deleted.');
        });
    }

    /** @param mixed $alt */
    private static function isAlt($alt): bool
    {
        return is_string($alt) && mb_check_encoding($alt, 'UTF-8') && mb_strlen($alt, 'UTF-8') <= self::ALT_CHARACTERS;
    }

    /** @return array{tmp_name: string, size: int}|\WP_Error */
    private function receivedFile(\WP_REST_Request $request)
    {
        $most = (int) wp_max_upload_size();
        $tooLarge = Refusal::of(
            'softbox_file_too_large',
            413,
            'The file is larger than this site takes.',
            ['max_bytes' => $most]
        );
        $files = $request->get_file_params();
        $file = $files['file'] ?? null;
        if (! is_array($file) || ! is_string($file['tmp_name'] ?? null)) {
            // PHP drops a body that is over post_max_size without a word
            $sent = (int) $request->get_header('content_length');
            return $sent > $most ? $tooLarge : Refusal::invalid('file', 'one part of multipart/form-data');
        }
        if (in_array($file['error'], [UPLOAD_ERR_INI_SIZE, UPLOAD_ERR_FORM_SIZE], true) || $file['size'] > $most) {
            return $tooLarge;
        }
        if ($file['error'] !== UPLOAD_ERR_OK || ! is_uploaded_file($file['tmp_name'])) {
            return in_array($file['error'], [UPLOAD_ERR_NO_TMP_DIR, UPLOAD_ERR_CANT_WRITE], true)
                ? Refusal::of('softbox_storage_failed', 500, 'The file could not be kept: PHP cannot write it.')
                : Refusal::invalid('file', 'did not arrive whole');
        }
        return ['tmp_name' => $file['tmp_name'], 'size' => (int) $file['size']];
    }
}
