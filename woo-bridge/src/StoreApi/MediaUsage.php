<?php

declare(strict_types=1);

namespace Softbox\Bridge\StoreApi;

/** Finds what shows an attachment, so that one in use is never deleted. In doubt it counts as used. */
final class MediaUsage
{
    public const AT_MOST = 10;

    private \wpdb $db;

    public function __construct(\wpdb $db)
    {
        $this->db = $db;
    }

    /** @return array<int, array{what: string, id: int}> The first ten. */
    public function of(int $id): array
    {
        $found = [];
        foreach ([$this->featured($id), $this->galleries($id), $this->terms($id), $this->site($id), $this->content($id)] as $part) {
            $found = array_merge($found, $part);
        }
        return array_slice($found, 0, self::AT_MOST);
    }

    /** @return array<int, array{what: string, id: int}> */
    private function featured(int $id): array
    {
        $rows = $this->db->get_results($this->db->prepare(
            "SELECT p.ID AS id, p.post_type AS type FROM {$this->db->postmeta} m JOIN {$this->db->posts} p ON p.ID = m.post_id
             WHERE m.meta_key = '_thumbnail_id' AND m.meta_value = %s LIMIT %d",
            (string) $id,
            self::AT_MOST
        ));
        return array_map(static fn ($row): array => [
            'what' => $row->type === 'product_variation' ? 'variation' : 'featured',
            'id' => (int) $row->id,
        ], $rows);
    }

    /** @return array<int, array{what: string, id: int}> */
    private function galleries(int $id): array
    {
        return $this->uses('gallery', $this->db->prepare(
            "SELECT post_id FROM {$this->db->postmeta} WHERE meta_key = '_product_image_gallery'
             AND FIND_IN_SET(%s, REPLACE(meta_value, ' ', '')) LIMIT %d",
            (string) $id,
            self::AT_MOST
        ));
    }

    /** @return array<int, array{what: string, id: int}> */
    private function terms(int $id): array
    {
        return $this->uses('term', $this->db->prepare(
            "SELECT term_id FROM {$this->db->termmeta} WHERE meta_key = 'thumbnail_id' AND meta_value = %s LIMIT %d",
            (string) $id,
            self::AT_MOST
        ));
    }

    /** @return array<int, array{what: string, id: int}> Icon, logo, header, background and widgets, of any theme. */
    private function site(int $id): array
    {
        if ((int) get_option('site_icon') === $id) {
            return [['what' => 'site', 'id' => $id]];
        }
        $rows = $this->db->get_col(
            "SELECT option_value FROM {$this->db->options}
             WHERE option_name LIKE 'theme\\_mods\\_%' OR option_name LIKE 'widget\\_%'"
        );
        $ids = '/(?:custom_logo|attachment_id|background_image_thumb|wp-image-)[^0-9]{0,12}' . $id . '(?!\d)/';
        foreach ($rows as $value) {
            if (preg_match($ids, $value) === 1 || $this->names($id, $value)) {
                return [['what' => 'site', 'id' => $id]];
            }
        }
        return [];
    }

    /** @return array<int, array{what: string, id: int}> */
    private function content(int $id): array
    {
        $likes = ["%wp-image-$id%", "%\"id\":$id%", '%[gallery%ids=%' . $id . '%'];
        $address = $this->address($id);
        if ($address !== null) {
            $likes[] = '%' . $this->db->esc_like($address) . '%';
        }
        $where = implode(' OR ', array_fill(0, count($likes), 'post_content LIKE %s OR post_excerpt LIKE %s'));
        $values = [];
        foreach ($likes as $like) {
            array_push($values, $like, $like);
        }
        $rows = $this->db->get_results($this->db->prepare(
            "SELECT ID AS id, CONCAT(post_content, '\n', post_excerpt) AS text FROM {$this->db->posts}
             WHERE ID <> %d AND ($where) LIMIT 200",
            array_merge([$id], $values)
        ));
        $exact = '/wp-image-' . $id . '(?!\d)|"id":' . $id . '(?!\d)|\[gallery[^\]]*ids=[^\]]*(?<!\d)' . $id . '(?!\d)/';
        $found = [];
        foreach ($rows as $row) {
            if (preg_match($exact, $row->text) === 1 || $this->names($id, $row->text)) {
                $found[] = ['what' => 'content', 'id' => (int) $row->id];
            }
        }
        // a page of hits that all are other ids may hide one that is ours
        return $found === [] && count($rows) === 200 ? [['what' => 'content', 'id' => (int) $rows[0]->id]] : $found;
    }

    /** Whether a text has the file's address, in any of its sizes. */
    private function names(int $id, string $text): bool
    {
        $address = $this->address($id);
        return $address !== null && (strpos($text, $address) !== false
            || strpos(str_replace('\\/', '/', $text), $address) !== false);
    }

    /** The file below the uploads folder, without its extension: its sizes begin with the same. */
    private function address(int $id): ?string
    {
        $file = (string) get_post_meta($id, '_wp_attached_file', true);
        $bare = preg_replace('/(?:-scaled)?\.[^.\/]+\z/', '', $file);
        return is_string($bare) && strlen($bare) > 8 ? $bare : null;
    }

    /** @return array<int, array{what: string, id: int}> */
    private function uses(string $what, string $query): array
    {
        return array_map(static fn ($id): array => ['what' => $what, 'id' => (int) $id], $this->db->get_col($query));
    }
}
