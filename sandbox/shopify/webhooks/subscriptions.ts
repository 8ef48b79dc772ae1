import type { WebhookSubscriptionConfig } from '../types.ts';
import type { Subscription } from '../world.ts';

/**
 * The subscriptions of `shopify.app.toml` as one entry a topic, with relative addresses made absolute.
 * Source: https://shopify.dev/docs/apps/build/cli-for-apps/app-configuration#webhooks
 */
export function subscriptionsOf(configs: WebhookSubscriptionConfig[], appUrl: string): Subscription[] {
  return configs.flatMap((config) => {
    const uri = new URL(config.uri, appUrl).toString();
    return [...(config.topics ?? []), ...(config.complianceTopics ?? [])].map((topic) => ({ topic, uri }));
  });
}
