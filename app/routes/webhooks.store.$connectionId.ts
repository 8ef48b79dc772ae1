import type { ActionFunctionArgs } from '@remix-run/node';

/** Where the webhooks of a connected WooCommerce store are delivered. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  context.container.receiveWooWebhook(request, params.connectionId ?? '');
