import type { LoaderFunctionArgs } from '@remix-run/node';
import { idOf } from '#app/http/screen-params.ts';
import { screenFailure } from '#app/http/screen-reply.ts';

/** A small copy of an uploaded inspiration. Content never changes, so it is cached. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { manageInspirations } = context.container.useCases;
  const made = await manageInspirations.thumbnail(store.id, idOf(params.inspirationId), 480);
  if (!made.ok) return screenFailure(made.error);
  return new Response(made.value.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': made.value.contentType,
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  });
};
