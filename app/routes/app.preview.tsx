import type { ActionFunctionArgs } from '@remix-run/node';
import { HTTP_STATUS } from '#app/domain/failure.ts';
import { idOf } from '#app/http/screen-params.ts';

/** More than any recipe needs. */
const MAX_BODY = 16_384;

/** Draws a small picture by a recipe and answers with its bytes: what the live preview shows. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const problem = (status: number, detail: string) =>
    new Response(JSON.stringify({ status, detail }), {
      status,
      headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    });
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY)
    return problem(413, 'The recipe is too long.');
  const body = (await request.json().catch(() => null)) as { productId?: unknown; recipe?: unknown } | null;
  if (typeof body?.productId !== 'string')
    return problem(400, 'Name the product to preview with: productId.');
  const made = await context.container.useCases.previewRecipe(
    store.id,
    { productId: idOf(body.productId), recipe: body.recipe },
    { signal: request.signal },
  );
  if (!made.ok) return problem(HTTP_STATUS[made.error.kind], made.error.message);
  return new Response(made.value.bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'Content-Type': made.value.contentType, 'Cache-Control': 'no-store' },
  });
};
