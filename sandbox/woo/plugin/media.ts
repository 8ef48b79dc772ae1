import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { addAttachment, IMAGE_TYPES, inspect } from '../rest/images.ts';
import { type RestRequest, type RestRoute, reply } from '../rest/request.ts';
import { fileUrl } from '../rest/show.ts';
import { invalidParam, WpError } from '../rest/wp-error.ts';
import type { AttachmentRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { checkHash, signedBody } from './body.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const NAME = new RegExp(`^softbox-(?:restored-)?${UUID}\\.(?:jpg|png|webp|gif)$`);
const DELETABLE = new RegExp(`^softbox-${UUID}\\.(?:jpg|png|webp|gif)$`);
const ALT_LIMIT = 512;

export const showMedium = (world: World, row: AttachmentRow): Record<string, unknown> => ({
  id: row.id,
  name: row.softboxName,
  url: fileUrl(world, row),
  alt: row.alt,
  mime: row.mime,
  bytes: row.bytes,
  sha256: row.softboxName === null ? null : row.sha256,
  width: row.width,
  height: row.height,
});

const gone = () => new WpError('softbox_media_gone', 404, 'There is no such picture.');

const mediumOf = (world: World, id: string): AttachmentRow => {
  const row = world.state.attachments.get(Number(id));
  if (!row) throw gone();
  return row;
};

const nameOf = (request: RestRequest): string => {
  const name = request.query.get('name') ?? '';
  if (!NAME.test(name)) throw invalidParam('name', 'name is not one of Softbox.');
  return name;
};

const findNamed = (world: World, name: string): AttachmentRow | undefined =>
  world.state.attachments.all().find((row) => row.softboxName === name);

/** One upload of a name at a time. */
const locks = new WeakMap<World, Map<string, Promise<unknown>>>();
async function locked<T>(world: World, name: string, work: () => Promise<T>): Promise<T> {
  const held = locks.get(world) ?? new Map<string, Promise<unknown>>();
  locks.set(world, held);
  const before = held.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  held.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
}

async function upload(world: World, request: RestRequest) {
  const name = nameOf(request);
  const alt = request.query.get('alt') ?? '';
  if (alt.length > ALT_LIMIT) throw invalidParam('alt', `alt is longer than ${ALT_LIMIT}.`);
  const bytes = await filePart(request);
  if (bytes.byteLength > world.site.maxUploadBytes) {
    throw new WpError('softbox_file_too_large', 413, 'The file is larger than this site takes.', {
      max_bytes: world.site.maxUploadBytes,
    });
  }
  const sha256 = checkHash(request, bytes);
  return locked(world, name, async () => {
    const known = findNamed(world, name);
    if (known) {
      if (known.sha256 === sha256) return reply(showMedium(world, known));
      throw new WpError('softbox_name_taken', 409, 'A file of this name has other bytes.', {
        media_id: known.id,
      });
    }
    if (!IMAGE_TYPES.includes((await inspect(bytes))?.mime ?? ''))
      throw new WpError('softbox_type_refused', 415, 'Not a picture that this site takes.');
    const row = await addAttachment(world, { bytes, filename: name, alt, softboxName: name });
    return reply(showMedium(world, row), 201);
  });
}

async function filePart(request: RestRequest): Promise<Buffer> {
  const type = request.raw.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw invalidParam('file', 'file is missing.');
  const stream = Readable.toWeb(request.raw) as ReadableStream<Uint8Array>;
  const form = await new Response(stream as unknown as BodyInit, {
    headers: { 'content-type': type },
  }).formData();
  const file = form.get('file');
  if (!(file instanceof Blob)) throw invalidParam('file', 'file is missing.');
  return Buffer.from(await file.arrayBuffer());
}

/** Everything on the site that shows a picture. */
function usesOf(world: World, row: AttachmentRow): { what: string; id: number }[] {
  const { state } = world;
  const stem = fileUrl(world, row).replace(/\.\w+$/, '');
  const inText = (text: string) =>
    new RegExp(`wp-image-${row.id}(?!\\d)|"id":${row.id}(?!\\d)`).test(text) || text.includes(stem);
  return [
    ...state.products
      .all()
      .flatMap((product) => [
        ...(product.imageId === row.id ? [{ what: 'featured', id: product.id }] : []),
        ...(product.galleryIds.includes(row.id) ? [{ what: 'gallery', id: product.id }] : []),
        ...(inText(product.description) ? [{ what: 'content', id: product.id }] : []),
      ]),
    ...state.variations
      .all()
      .filter((variation) => variation.imageId === row.id)
      .map((variation) => ({ what: 'variation', id: variation.id })),
    ...state.posts
      .all()
      .flatMap((post) => [
        ...(post.featuredId === row.id ? [{ what: 'featured', id: post.id }] : []),
        ...(inText(post.content) ? [{ what: 'content', id: post.id }] : []),
      ]),
  ].slice(0, 10);
}

function remove(world: World, request: RestRequest, id: string) {
  const { name } = signedBody(request, z.strictObject({ name: z.string() }));
  const row = world.state.attachments.get(Number(id));
  if (!row) return reply({ outcome: 'gone', used_by: [] });
  if (!DELETABLE.test(name) || row.softboxName !== name) return reply({ outcome: 'not-ours', used_by: [] });
  const used = usesOf(world, row);
  if (used.length > 0) return reply({ outcome: 'in-use', used_by: used });
  world.state.attachments.remove(row.id);
  return reply({ outcome: 'deleted', used_by: [] });
}

export const mediaRoutes: readonly RestRoute[] = [
  { method: 'POST', path: /^\/wc-softbox\/v1\/media$/, access: 'key', run: upload },
  {
    method: 'GET',
    path: /^\/wc-softbox\/v1\/media$/,
    access: 'key',
    run: (world, request) => {
      const found = findNamed(world, nameOf(request));
      return reply({ media: found ? showMedium(world, found) : null });
    },
  },
  {
    method: 'GET',
    path: /^\/wc-softbox\/v1\/media\/(\d+)$/,
    access: 'key',
    run: (world, _request, [id = '']) => reply(showMedium(world, mediumOf(world, id))),
  },
  {
    method: 'POST',
    path: /^\/wc-softbox\/v1\/media\/(\d+)\/alt$/,
    access: 'key',
    run: (world, request, [id = '']) => {
      const { alt } = signedBody(request, z.strictObject({ alt: z.string().max(ALT_LIMIT) }));
      const row = { ...mediumOf(world, id), alt };
      world.state.attachments.put(row);
      return reply(showMedium(world, row));
    },
  },
  {
    method: 'POST',
    path: /^\/wc-softbox\/v1\/media\/(\d+)\/delete$/,
    access: 'key',
    run: (world, request, [id = '']) => remove(world, request, id),
  },
];
