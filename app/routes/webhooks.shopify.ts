import type { ActionFunctionArgs } from '@remix-run/node';

/** Where shopify.app.toml sends every webhook. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  context.container.receiveShopifyWebhook(request);
