import type { ActionFunctionArgs } from '@remix-run/node';
import { HTTP_STATUS } from '#app/domain/failure.ts';
import { MAX_MASK_BYTES } from '#app/domain/recipe/edit-canvas.ts';
import { problemStatus } from '#app/http/problem.ts';
import { readBody } from '#app/http/read-body.ts';
import { idOf } from '#app/http/screen-params.ts';

const answer = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });

/** Takes in what was painted over a picture, a PNG as the request's body. */
export const action = async ({ request, params, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const bytes = await readBody(request, MAX_MASK_BYTES);
  if (!bytes.ok) return answer(problemStatus(bytes.error.kind), { detail: bytes.error.message });
  const kept = await context.container.useCases.edits.uploadMask(store.id, idOf(params.assetId), bytes.value);
  return kept.ok
    ? answer(201, kept.value)
    : answer(HTTP_STATUS[kept.error.kind], { detail: kept.error.message });
};
