import type { LoaderFunctionArgs } from '@remix-run/node';
import { HTTP_STATUS } from '#app/domain/failure.ts';
import { idOf } from '#app/http/screen-params.ts';

const SIDES = [160, 480, 960, 1600] as const;

/** A small copy of one of our pictures, or with `of=source` of the photo it was made from. Content never changes, so it is cached. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const query = new URL(request.url).searchParams;
  const side = SIDES.find((s) => String(s) === query.get('side')) ?? 480;
  const of = query.get('of') === 'source' ? 'source' : 'result';
  const made = await context.container.useCases.readThumbnail(store.id, idOf(params.assetId), { of, side });
  if (!made.ok) return new Response(made.error.message, { status: HTTP_STATUS[made.error.kind] });
  return new Response(made.value.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': made.value.contentType,
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  });
};
