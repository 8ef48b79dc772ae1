import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { WOO_TOPICS } from '#app/domain/woo-health.ts';
import type { WooSiteAddress } from '#app/domain/woo-site.ts';
import type { GuardedHttp } from '#app/ports/guarded-http.ts';
import type { Log } from '#app/ports/log.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';
import type { WooKey, WooSiteFacts, WooSites, WooWebhook } from '#app/ports/woo-sites.ts';
import { BRIDGE_NAMESPACE, disconnectReply, pairReply, type SiteReply, siteReply } from './protocol.ts';
import { makeSiteClient, type SiteClient } from './rest-client.ts';
import type { SiteAccess } from './site-access.ts';

const webhookReply = z.object({
  id: z.int().positive(),
  topic: z.string(),
  status: z.string(),
  delivery_url: z.string(),
});
type WebhookReply = z.infer<typeof webhookReply>;

const PER_PAGE = 100;
/** A site with more webhooks than this has other worries. */
const MAX_PAGES = 10;

const toFacts = (site: SiteReply): WooSiteFacts => ({
  siteId: site.id,
  url: site.url,
  restUrl: site.rest_url,
  name: site.name,
  currency: site.currency,
  pluginVersion: site.versions.plugin,
  pending: site.pending,
});

const at = (address: WooSiteAddress, key: WooKey): SiteAccess => ({ address, ...key });

/** See `WooSites`. */
export const makeWooSites = (deps: { readonly http: GuardedHttp; readonly log: Log }): WooSites => {
  const client = makeSiteClient(deps);
  const webhooks = makeWebhookCalls(client);
  return {
    readFacts: async (address, key, options = {}) => {
      const facts = await client.call(
        at(address, key),
        { operation: 'site', method: 'GET', namespace: BRIDGE_NAMESPACE, path: 'site', reply: siteReply },
        options,
      );
      return facts.ok ? ok(toFacts(facts.value.value)) : facts;
    },
    redeemCode: async (address, code, options = {}) => {
      const paired = await client.call(
        // nobody has a key yet: the code is the proof
        { address, consumerKey: 'none', consumerSecret: 'none' },
        {
          operation: 'pair',
          method: 'POST',
          namespace: BRIDGE_NAMESPACE,
          path: 'pair',
          body: { code },
          reply: pairReply,
          isAnonymous: true,
          refused: (refusal) =>
            refusal.code === 'softbox_code_invalid'
              ? failure(
                  'forbidden',
                  'The site does not accept this code: it was used, or is too old. Begin again.',
                )
              : null,
        },
        options,
      );
      if (!paired.ok) return paired;
      const { consumer_key, consumer_secret, site } = paired.value.value;
      return ok({
        key: { consumerKey: consumer_key, consumerSecret: consumer_secret },
        facts: toFacts(site),
      });
    },
    listWebhooks: async (address, key, deliveryUrl, options = {}) => {
      const all = await webhooks.list(at(address, key), deliveryUrl, options);
      return all.ok ? ok(toWebhooks(all.value)) : all;
    },
    ensureWebhooks: (address, key, wanted, options = {}) =>
      ensure(webhooks, at(address, key), wanted, options),
    deleteWebhooks: async (address, key, ids, options = {}) => {
      for (const id of ids) {
        const done = await webhooks.remove(at(address, key), id, options);
        if (!done.ok) return done;
      }
      return ok(undefined);
    },
    disconnect: async (address, key, webhookIds, options = {}) => {
      const done = await client.call(
        at(address, key),
        {
          operation: 'disconnect',
          method: 'POST',
          namespace: BRIDGE_NAMESPACE,
          path: 'disconnect',
          body: { webhook_ids: webhookIds },
          reply: disconnectReply,
        },
        options,
      );
      return done.ok ? ok(undefined) : done;
    },
  };
};

const makeWebhookCalls = (client: SiteClient) => ({
  list: async (
    site: SiteAccess,
    deliveryUrl: string,
    options: CallOptions,
  ): Promise<Result<WebhookReply[]>> => {
    const ours: WebhookReply[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const answer = await client.call(
        site,
        {
          operation: 'webhooks',
          method: 'GET',
          namespace: 'wc/v3',
          path: 'webhooks',
          query: { per_page: String(PER_PAGE), page: String(page) },
          reply: z.array(webhookReply),
        },
        options,
      );
      if (!answer.ok) return answer;
      ours.push(...answer.value.value.filter((webhook) => webhook.delivery_url === deliveryUrl));
      if (answer.value.value.length < PER_PAGE) break;
    }
    return ok(ours);
  },
  create: async (
    site: SiteAccess,
    webhook: { readonly topic: string; readonly deliveryUrl: string; readonly secret: string },
    options: CallOptions,
  ): Promise<Result<WebhookReply>> => {
    const made = await client.call(
      site,
      {
        operation: 'webhooks.create',
        method: 'POST',
        namespace: 'wc/v3',
        path: 'webhooks',
        body: {
          name: `Softbox: ${webhook.topic}`,
          topic: webhook.topic,
          delivery_url: webhook.deliveryUrl,
          secret: webhook.secret,
        },
        reply: webhookReply,
      },
      options,
    );
    return made.ok ? ok(made.value.value) : made;
  },
  /** By POST: many hosts let nothing else through. */
  setSecret: async (
    site: SiteAccess,
    id: number,
    secret: string,
    options: CallOptions,
  ): Promise<Result<WebhookReply>> => {
    const done = await client.call(
      site,
      {
        operation: 'webhooks.secret',
        method: 'POST',
        namespace: 'wc/v3',
        path: `webhooks/${id}`,
        body: { secret },
        reply: webhookReply,
      },
      options,
    );
    return done.ok ? ok(done.value.value) : done;
  },
  remove: async (site: SiteAccess, id: number, options: CallOptions): Promise<Result<void>> => {
    const done = await client.call(
      site,
      {
        operation: 'webhooks.delete',
        method: 'POST',
        namespace: 'wc/v3',
        path: `webhooks/${id}`,
        query: { force: 'true', _method: 'DELETE' },
        reply: z.unknown(),
        refused: ({ status, code }) =>
          status === 404 && code !== 'rest_no_route' ? failure('not-found', 'It is gone already.') : null,
      },
      options,
    );
    return done.ok || done.error.kind === 'not-found' ? ok(undefined) : done;
  },
});
type WebhookCalls = ReturnType<typeof makeWebhookCalls>;

const STATUSES = ['active', 'paused', 'disabled'] as const;

const toWebhooks = (replies: readonly WebhookReply[]): WooWebhook[] =>
  replies.flatMap(({ id, topic: name, status: state }) => {
    const topic = WOO_TOPICS.find((one) => one === name);
    const status = STATUSES.find((one) => one === state) ?? 'disabled';
    return topic ? [{ id, topic, status }] : [];
  });

const ensure = async (
  calls: WebhookCalls,
  site: SiteAccess,
  wanted: Parameters<WooSites['ensureWebhooks']>[2],
  options: CallOptions,
): Promise<Result<readonly WooWebhook[]>> => {
  const { deliveryUrl, secret } = wanted;
  const there = await calls.list(site, deliveryUrl, options);
  if (!there.ok) return there;
  const kept: WebhookReply[] = [];
  for (const topic of WOO_TOPICS) {
    const [first, ...more] = there.value
      .filter((webhook) => webhook.topic === topic)
      .sort((a, b) => Number(a.status === 'disabled') - Number(b.status === 'disabled'));
    const isUsable = first !== undefined && first.status !== 'disabled';
    for (const extra of isUsable ? more : [...(first ? [first] : []), ...more]) {
      const gone = await calls.remove(site, extra.id, options);
      if (!gone.ok) return gone;
    }
    const made = !isUsable
      ? await calls.create(site, { topic, deliveryUrl, secret }, options)
      : wanted.renewSecret
        ? await calls.setSecret(site, first.id, secret, options)
        : ok(first);
    if (!made.ok) return made;
    kept.push(made.value);
  }
  const webhooks = toWebhooks(kept);
  return webhooks.length === WOO_TOPICS.length
    ? ok(webhooks)
    : err(failure('store-unavailable', 'The site did not make the webhooks that were asked for.'));
};
