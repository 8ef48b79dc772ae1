import type { ActionFunctionArgs } from '@remix-run/node';
import { idOf } from '#app/http/screen-params.ts';
import { screenBody, screenFailure, screenJson } from '#app/http/screen-reply.ts';

/** What a model would be told, word for word. Nothing is sent to one. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { productId, recipe } = await screenBody(request);
  const made = await context.container.useCases.previewPrompt(
    store.id,
    { productId: idOf(productId), recipe },
    { signal: request.signal },
  );
  return made.ok ? screenJson(made.value) : screenFailure(made.error);
};
