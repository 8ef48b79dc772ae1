<?php

declare(strict_types=1);

namespace Softbox\Bridge\Background;

use Softbox\Bridge\Connection\ConnectionStore;
use Softbox\Bridge\Http\SoftboxClient;
use Softbox\Bridge\StoreApi\MediaStore;

/** What is done in the background: the first import, learning what a picture is, and a look at the connection each day. */
final class Jobs
{
    public const HEALTH_OPTION = 'softbox_health';

    /** The photo that a picture of ours was made from, for before/after. */
    public const SOURCE = '_softbox_source';

    /** Terms of IPTC's digital source type that mean: a model drew at least a part of it. */
    private const DRAWN_BY_MODEL = ['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia'];

    private SoftboxClient $client;
    private ConnectionStore $connections;

    public function __construct(SoftboxClient $client, ConnectionStore $connections)
    {
        $this->client = $client;
        $this->connections = $connections;
    }

    public function register(): void
    {
        add_action('softbox_connected', static function (): void {
            Schedule::soon(Schedule::FIRST_SYNC, [1]);
            Schedule::daily(Schedule::CHECK_HEALTH);
        });
        add_action('softbox_media_kept', static function (int $mediaId): void {
            Schedule::soon(Schedule::LEARN_MEDIA, [$mediaId, 1], 20);
        });
        add_action(Schedule::FIRST_SYNC, [$this, 'firstSync']);
        add_action(Schedule::LEARN_MEDIA, [$this, 'learnMedia'], 10, 2);
        add_action(Schedule::CHECK_HEALTH, [$this, 'checkHealth']);
    }

    public function firstSync(int $tries = 1): void
    {
        if ($this->connections->current() === null) {
            return;
        }
        $reply = $this->client->api('POST', '/syncs', [], '{}');
        if (is_wp_error($reply) || ! $reply->isGood()) {
            Schedule::again(Schedule::FIRST_SYNC, [], $tries);
        }
    }

    /**
     * Asks what a picture that was just put into the library is: how it was made, for the label, and from which photo.
     * Until that is known it counts as made by AI, so that none is shown without its label.
     */
    public function learnMedia(int $mediaId, int $tries = 1): void
    {
        $name = (string) get_post_meta($mediaId, MediaStore::NAME, true);
        if ($this->connections->current() === null || preg_match('/\Asoftbox-([0-9a-f-]{36})\./', $name, $found) !== 1) {
            return;
        }
        $publication = $this->get('/publications/' . $found[1]);
        $asset = isset($publication['assetId']) ? $this->get('/assets/' . $publication['assetId']) : null;
        $product = isset($asset['productId']) ? $this->get('/products/' . $asset['productId']) : null;
        if ($asset === null || $product === null) {
            Schedule::again(Schedule::LEARN_MEDIA, [$mediaId], $tries);
            return;
        }
        $term = basename((string) ($asset['digitalSourceType'] ?? ''));
        update_post_meta($mediaId, MediaStore::AI_GENERATED, in_array($term, self::DRAWN_BY_MODEL, true) ? '1' : '0');
        update_post_meta($mediaId, '_softbox_source_type', sanitize_key($term));
        foreach ((array) ($product['images'] ?? []) as $image) {
            if (($image['id'] ?? null) === ($asset['productImageId'] ?? '') && wp_attachment_is_image((int) $image['externalId'])) {
                update_post_meta($mediaId, self::SOURCE, (int) $image['externalId']);
            }
        }
    }

    public function checkHealth(): void
    {
        if ($this->connections->current() === null) {
            delete_option(self::HEALTH_OPTION);
            return;
        }
        $reply = $this->client->connect('GET', '/connection');
        $json = is_wp_error($reply) || ! $reply->isGood() ? null : $reply->json();
        $problems = [];
        foreach ((array) ($json['problems'] ?? []) as $problem) {
            $problems[] = sanitize_text_field((string) ($problem['message'] ?? ''));
        }
        // Softbox being away for a moment is no news; being refused by it is
        if (! is_wp_error($reply) && $reply->status === 401) {
            $problems[] = __('Softbox does not know this site any more. Please connect again.', 'softbox-product-photos');
        }
        update_option(self::HEALTH_OPTION, array_slice(array_filter($problems), 0, 5), false);
    }

    /** @return array<string, mixed>|null */
    private function get(string $path): ?array
    {
        $reply = $this->client->api('GET', $path);
        return is_wp_error($reply) || ! $reply->isGood() ? null : $reply->json();
    }
}
