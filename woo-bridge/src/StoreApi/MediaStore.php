<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Keeps Softbox's files in the media library: each once, under a name that is its key, its bytes as they came. */
final class MediaStore
{
    public const NAME = '_softbox_name';
    public const HASH = '_softbox_sha256';

    /** Made or changed by Softbox: the gallery block shows these. */
    public const OURS = '_softbox_ai';

    /** The flag that WordPress's own AI plugin sets too; see docs of the gallery block. */
    public const AI_GENERATED = 'ai_generated';

    public const ALT = '_wp_attachment_image_alt';

    private \wpdb $db;
    private Lock $lock;

    public function __construct(\wpdb $db, Lock $lock)
    {
        $this->db = $db;
        $this->lock = $lock;
    }

    public function idOf(string $name): ?int
    {
        $id = $this->db->get_var($this->db->prepare(
            "SELECT p.ID FROM {$this->db->posts} p JOIN {$this->db->postmeta} m ON m.post_id = p.ID
             WHERE p.post_type = 'attachment' AND m.meta_key = %s AND m.meta_value = %s ORDER BY p.ID LIMIT 1",
            self::NAME,
            $name
        ));
        return $id === null ? null : (int) $id;
    }

    /**
     * Takes an upload in: the first time it makes an attachment, ever after it finds it.
     *
     * @param array{tmp_name: string, size: int} $file As PHP took it in.
     * @return array{id: int, made: bool}|\WP_Error
     */
    public function keep(array $file, string $name, string $sha256, string $alt)
    {
        return $this->lock->with("media $name", function () use ($file, $name, $sha256, $alt) {
            $known = $this->idOf($name);
            if ($known !== null) {
                if (! hash_equals((string) get_post_meta($known, self::HASH, true), $sha256)) {
                    return Refusal::of(
                        'softbox_name_taken',
                        409,
                        'There is a file of this name with other bytes.',
                        ['media_id' => $known]
                    );
                }
                $this->finishSizes($known);
                return ['id' => $known, 'made' => false];
            }
            return $this->insert($file, $name, $sha256, $alt);
        });
    }

    /** @return array<string, mixed>|null As the protocol shows a medium; null when there is no image of this id. */
    public function view(int $id): ?array
    {
        clean_post_cache($id);
        if (! wp_attachment_is_image($id)) {
            return null;
        }
        $path = wp_get_original_image_path($id);
        $path = is_string($path) && is_file($path) ? $path : null;
        $size = $path === null ? false : wp_getimagesize($path);
        $ours = (string) get_post_meta($id, self::NAME, true);
        $hash = (string) get_post_meta($id, self::HASH, true);
        $bytes = $path === null ? false : filesize($path);
        return [
            'id' => $id,
            'name' => $ours === '' ? null : $ours,
            'url' => self::originalUrl($id),
            'alt' => (string) get_post_meta($id, self::ALT, true),
            'mime' => (string) get_post_mime_type($id),
            'bytes' => $bytes === false ? null : $bytes,
            'sha256' => $hash === '' ? null : $hash,
            'width' => is_array($size) ? (int) $size[0] : null,
            'height' => is_array($size) ? (int) $size[1] : null,
        ];
    }

    public function setAlt(int $id, string $alt): void
    {
        // update_post_meta takes slashes away
        update_post_meta($id, self::ALT, wp_slash($alt));
    }

    public static function originalUrl(int $id): string
    {
        $url = wp_get_original_image_url($id);
        return is_string($url) ? $url : (string) wp_get_attachment_url($id);
    }

    /** @return string[] Of jpeg, png, webp and gif those that this site lets this user upload. */
    public static function allowedTypes(): array
    {
        $allowed = get_allowed_mime_types();
        return array_values(array_filter(
            array_values(FileName::uploadTypes()),
            static fn (string $type): bool => in_array($type, $allowed, true)
        ));
    }

    /**
     * @param array{tmp_name: string, size: int} $file
     * @return array{id: int, made: bool}|\WP_Error
     */
    private function insert(array $file, string $name, string $sha256, string $alt)
    {
        require_once ABSPATH . 'wp-admin/includes/file.php';
        require_once ABSPATH . 'wp-admin/includes/image.php';
        $type = (string) FileName::type($name);
        $size = wp_getimagesize($file['tmp_name']);
        if (! is_array($size) || ($size['mime'] ?? '') !== $type || ! in_array($type, self::allowedTypes(), true)) {
            return Refusal::of(
                'softbox_type_refused',
                415,
                'The file is not what its name says, or this site does not take such files.'
            );
        }
        $upload = [
            'name' => $name,
            'type' => $type,
            'tmp_name' => $file['tmp_name'],
            'error' => UPLOAD_ERR_OK,
            'size' => $file['size'],
        ];
        $moved = wp_handle_upload($upload, ['test_form' => false, 'mimes' => FileName::uploadTypes()]);
        if (isset($moved['error']) || ! isset($moved['file'])) {
            return self::storageFailed((string) ($moved['error'] ?? ''));
        }
        $id = wp_insert_attachment(wp_slash([
            'post_mime_type' => $type,
            'post_title' => $alt === '' ? $name : $alt,
            'post_content' => '',
            'post_status' => 'inherit',
            'guid' => $moved['url'],
            // the name is known before the slow part, so that whoever tries again finds this one
            'meta_input' => [
                self::NAME => $name,
                self::HASH => $sha256,
                self::OURS => '1',
                self::AI_GENERATED => '1',
                self::ALT => $alt,
            ],
        ]), $moved['file'], 0, true);
        if (is_wp_error($id)) {
            wp_delete_file($moved['file']);
            return self::storageFailed($id->get_error_message());
        }
        $this->finishSizes($id);
        do_action('softbox_media_kept', $id);
        return ['id' => $id, 'made' => true];
    }

    /** Makes the thumbnails where there are none yet. The file itself stays as it came. */
    private function finishSizes(int $id): void
    {
        if (is_array(wp_get_attachment_metadata($id, true))) {
            return;
        }
        require_once ABSPATH . 'wp-admin/includes/image.php';
        wp_raise_memory_limit('image');
        $off = static fn (): bool => false;
        $none = static fn (): array => [];
        add_filter('big_image_size_threshold', $off, 1000);
        add_filter('wp_image_maybe_exif_rotate', $off, 1000);
        add_filter('image_editor_output_format', $none, 1000);
        try {
            $path = get_attached_file($id, true);
            wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, (string) $path));
        } finally {
            remove_filter('big_image_size_threshold', $off, 1000);
            remove_filter('wp_image_maybe_exif_rotate', $off, 1000);
            remove_filter('image_editor_output_format', $none, 1000);
        }
    }

    private static function storageFailed(string $why): \WP_Error
    {
        return Refusal::of('softbox_storage_failed', 500, 'The file could not be kept: ' . wp_strip_all_tags($why));
    }
}
