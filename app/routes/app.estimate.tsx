import type { ActionFunctionArgs } from '@remix-run/node';
import { screenEstimate } from '#app/http/screen-estimate.ts';
import { screenBody, screenFailure, screenJson } from '#app/http/screen-reply.ts';
import { selectionOf } from '#app/http/screen-selection.ts';

/** What the pictures of this page's selection would cost by another recipe. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { recipe, reuse } = await screenBody(request);
  const made = await context.container.useCases.estimateBatch(store.id, {
    recipe,
    selection: selectionOf(new URL(request.url).searchParams),
    reuse: reuse === true,
  });
  if (!made.ok) return screenFailure(made.error);
  return screenJson(screenEstimate(made.value));
};
