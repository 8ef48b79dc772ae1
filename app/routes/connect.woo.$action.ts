import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { handleWooConnect } from '#app/http/woo/handle-connect.ts';

/** What WordPress sites call to connect: their plugin, and WooCommerce itself with the key. */
const answer = ({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) =>
  handleWooConnect(request, params.action ?? '', context.container.wooConnect);

export const loader = answer;
export const action = answer;
