import type { ActionFunctionArgs } from '@remix-run/node';
import { idOf } from '#app/http/screen-params.ts';
import { screenBody, screenFailure, screenJson, screenProblem } from '#app/http/screen-reply.ts';

/** JSON `{ wish, productId }`: has the fields of a place filled in from a few words. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { wish, productId } = await screenBody(request);
  if (typeof wish !== 'string') return screenProblem(400, 'Say what the place should be like.');
  const product = productId === null || productId === undefined ? null : idOf(productId);
  const written = await context.container.useCases.writeScene(
    store.id,
    { wish, productId: product },
    { signal: request.signal },
  );
  return written.ok ? screenJson(written.value) : screenFailure(written.error);
};
