import { parse } from 'smol-toml';
import { z } from 'zod';
import type { WebhookSubscriptionConfig } from '../types.ts';

const schema = z.object({
  access_scopes: z
    .object({ scopes: z.string(), optional_scopes: z.array(z.string()).default([]) })
    .optional(),
  webhooks: z
    .object({
      api_version: z.string(),
      subscriptions: z
        .array(
          z.object({
            topics: z.array(z.string()).optional(),
            compliance_topics: z.array(z.string()).optional(),
            uri: z.string(),
          }),
        )
        .default([]),
    })
    .optional(),
});

export type AppToml = {
  scopes: string[];
  /** May be asked for later, in the app (https://shopify.dev/docs/apps/build/authentication-authorization/manage-access-scopes). */
  optionalScopes: string[];
  webhookApiVersion: string | undefined;
  webhooks: WebhookSubscriptionConfig[];
};

/**
 * The part of a `shopify.app.toml` that the platform acts on here: scopes and webhook subscriptions.
 * Source: https://shopify.dev/docs/apps/build/cli-for-apps/app-configuration
 */
export function readAppToml(text: string): AppToml {
  const { access_scopes: access, webhooks } = schema.parse(parse(text));
  return {
    scopes: (access?.scopes ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: access?.optional_scopes ?? [],
    webhookApiVersion: webhooks?.api_version,
    webhooks: (webhooks?.subscriptions ?? []).map(({ topics, compliance_topics, uri }) => ({
      uri,
      ...(topics ? { topics } : {}),
      ...(compliance_topics ? { complianceTopics: compliance_topics } : {}),
    })),
  };
}
