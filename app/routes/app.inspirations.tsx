import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import { readBody } from '#app/http/read-body.ts';
import { idOf } from '#app/http/screen-params.ts';
import { screenBody, screenFailure, screenJson, screenProblem } from '#app/http/screen-reply.ts';

/** Inspirations shown in the picker; older ones are over the API. */
const SHOWN = 12;
const MAX_UPLOAD = 20_000_000;
const PICTURE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** With `q`: pictures of the library. Without: what the store was inspired by before, newest first. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { manageInspirations } = context.container.useCases;
  const params = new URL(request.url).searchParams;
  const text = params.get('q');
  if (text === null) return screenJson(await manageInspirations.list(store.id, { limit: SHOWN }));
  const page = Math.min(999, Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1));
  const found = await manageInspirations.search(
    { text: text.slice(0, 100), page },
    { signal: request.signal },
  );
  return found.ok ? screenJson(found.value) : screenFailure(found.error);
};

/** A picture as the body: read it. JSON `{ pictureId }`: use one of the library. JSON `{ id, version, description }`: other words. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { readInspiration, manageInspirations } = context.container.useCases;
  const { signal } = request;
  const declaredType = request.headers.get('Content-Type');
  if (declaredType?.startsWith('image/')) {
    const bytes = await readBody(request, MAX_UPLOAD);
    if (!bytes.ok) return screenProblem(413, 'The picture file is larger than 20 MB.');
    const read = await readInspiration.upload(store.id, { bytes: bytes.value, declaredType }, { signal });
    return read.ok ? screenJson(read.value) : screenFailure(read.error);
  }
  const body = await screenBody(request);
  if (typeof body.pictureId === 'string' && PICTURE_ID.test(body.pictureId)) {
    const used = await readInspiration.use(store.id, body.pictureId, { signal });
    return used.ok ? screenJson(used.value) : screenFailure(used.error);
  }
  const description = sceneDescriptionSchema.safeParse(body.description);
  if (!description.success || typeof body.version !== 'number') {
    return screenProblem(400, 'The description did not arrive whole. Try again.');
  }
  const change = { description: description.data, version: body.version };
  const edited = await manageInspirations.edit(store.id, idOf(body.id), change);
  return edited.ok ? screenJson(edited.value) : screenFailure(edited.error);
};
