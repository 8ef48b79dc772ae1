import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { productAnalysisSchema } from '#app/domain/scene/product-analysis.ts';
import { idOf } from '#app/http/screen-params.ts';
import { screenBody, screenFailure, screenJson, screenProblem } from '#app/http/screen-reply.ts';

/** What is known of the product in a photo. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const imageId = idOf(new URL(request.url).searchParams.get('image'));
  const found = await context.container.useCases.analyseProduct.get(store.id, imageId);
  return found.ok ? screenJson(found.value) : screenFailure(found.error);
};

/** JSON `{ image, again }`: have it read. JSON `{ image, version, analysis }`: write it down. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const { analyseProduct } = context.container.useCases;
  const body = await screenBody(request);
  const imageId = idOf(body.image);
  if (body.analysis === undefined) {
    const by = { actor, again: body.again === true };
    const read = await analyseProduct.read(store.id, imageId, by, { signal: request.signal });
    return read.ok ? screenJson(read.value) : screenFailure(read.error);
  }
  const analysis = productAnalysisSchema.safeParse(body.analysis);
  if (!analysis.success || typeof body.version !== 'number') {
    return screenProblem(400, 'Each field needs words, and none may be too long.');
  }
  const change = { analysis: analysis.data, version: body.version, actor };
  const edited = await analyseProduct.edit(store.id, imageId, change);
  return edited.ok ? screenJson(edited.value) : screenFailure(edited.error);
};
