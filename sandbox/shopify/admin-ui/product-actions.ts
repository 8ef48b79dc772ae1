import { numberField, textField } from '#sandbox/http/form.ts';
import { inspectImage } from '../rules/inspect-image.ts';
import { MAX_IMAGE_BYTES } from '../rules/limits.ts';
import type { FileRecord, MediaErrorCode, ProductRecord, ProductStatus } from '../state/types.ts';
import { type StoreView, storePath } from './context.ts';
import { type NoticeName, withNotice } from './notices.ts';
import type { Reply } from './reply.ts';

/** What a press of a button on a product's page does. Each ends on a page that says how it went. */
export type FormAction = (view: StoreView, form: FormData) => Promise<Reply>;

const maximumAlt = 512;
const statuses: readonly ProductStatus[] = ['ACTIVE', 'DRAFT', 'ARCHIVED', 'UNLISTED'];

export function seeOther(path: string, notice: NoticeName): Reply {
  return { kind: 'see-other', location: withNotice(path, notice) };
}

function fileOf(view: StoreView, product: ProductRecord, form: FormData): FileRecord | undefined {
  const id = numberField(form, 'file');
  return id !== undefined && product.mediaIds.includes(id) ? view.shop.files.get(id) : undefined;
}

async function saveDetails(view: StoreView, product: ProductRecord, form: FormData): Promise<NoticeName> {
  const title = textField(form, 'title').trim();
  if (title === '') return 'no-title';
  await view.sandbox.merchant.updateProduct(view.shop.record.domain, product.id, {
    title: title.slice(0, 255),
    vendor: textField(form, 'vendor').trim().slice(0, 255),
    status: statuses.find((status) => status === textField(form, 'status')) ?? product.status,
    tags: textField(form, 'tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    descriptionHtml: textField(form, 'descriptionHtml'),
  });
  return 'product-saved';
}

async function saveAlt(view: StoreView, product: ProductRecord, form: FormData): Promise<NoticeName> {
  const file = fileOf(view, product, form);
  const alt = textField(form, 'alt').trim();
  if (!file) return 'gone';
  if (alt.length > maximumAlt) return 'alt-too-long';
  await view.sandbox.merchant.setAlt(view.shop.record.domain, file.id, alt);
  return 'alt-saved';
}

async function move(view: StoreView, product: ProductRecord, form: FormData): Promise<NoticeName> {
  const file = fileOf(view, product, form);
  const position = numberField(form, 'position');
  if (!file || position === undefined || position >= product.mediaIds.length) return 'gone';
  await view.sandbox.merchant.moveMedia(view.shop.record.domain, product.id, file.id, position);
  return 'media-moved';
}

async function detach(view: StoreView, product: ProductRecord, form: FormData): Promise<NoticeName> {
  const file = fileOf(view, product, form);
  if (!file) return 'gone';
  await view.sandbox.merchant.detachMedia(view.shop.record.domain, product.id, file.id);
  return 'media-detached';
}

const refusals: Partial<Record<MediaErrorCode, NoticeName>> = {
  INVALID_IMAGE_FILE_SIZE: 'too-large',
  INVALID_IMAGE_RESOLUTION: 'too-many-pixels',
  UNSUPPORTED_IMAGE_FILE_TYPE: 'not-a-picture',
};

async function upload(view: StoreView, product: ProductRecord, form: FormData): Promise<NoticeName> {
  const picture = form.get('picture');
  const alt = textField(form, 'alt').trim();
  if (!(picture instanceof File) || picture.size === 0) return 'no-file';
  if (picture.size > MAX_IMAGE_BYTES) return 'too-large';
  if (alt.length > maximumAlt) return 'alt-too-long';
  const bytes = Buffer.from(await picture.arrayBuffer());
  const inspection = await inspectImage(bytes);
  if (!inspection.ok) return refusals[inspection.error.code] ?? 'broken-picture';
  await view.sandbox.merchant.addImage(view.shop.record.domain, product.id, {
    bytes,
    filename: picture.name || 'picture',
    ...(alt ? { alt } : {}),
  });
  return 'media-added';
}

async function setVariantPicture(
  view: StoreView,
  product: ProductRecord,
  form: FormData,
): Promise<NoticeName> {
  const variantId = numberField(form, 'variant');
  const file = fileOf(view, product, form);
  const isNone = textField(form, 'file') === '';
  if (variantId === undefined || !product.variantIds.includes(variantId) || (!file && !isNone)) return 'gone';
  await view.sandbox.merchant.setVariantImage(view.shop.record.domain, variantId, file?.id ?? null);
  return 'variant-saved';
}

const changes = {
  '': saveDetails,
  alt: saveAlt,
  move,
  detach,
  upload,
  variant: setVariantPicture,
} as const satisfies Record<
  string,
  (view: StoreView, product: ProductRecord, form: FormData) => Promise<NoticeName>
>;

export type ProductChange = keyof typeof changes;

/** The change named in the address of a form on the product's page. */
export function productAction(change: ProductChange, productId: number): FormAction {
  return async (view, form) => {
    const product = view.shop.products.get(productId);
    if (!product) return seeOther(storePath(view, 'products'), 'gone');
    const notice = await changes[change](view, product, form);
    return seeOther(storePath(view, 'products', productId), notice);
  };
}

export const createProduct: FormAction = async (view, form) => {
  const title = textField(form, 'title').trim();
  const price = textField(form, 'price').trim();
  if (title === '') return seeOther(storePath(view, 'products'), 'no-title');
  const product = await view.sandbox.merchant.createProduct(view.shop.record.domain, {
    title: title.slice(0, 255),
    variants: [{ price: /^\d{1,9}(\.\d{1,2})?$/.test(price) ? price : '10.00' }],
  });
  return seeOther(storePath(view, 'products', product.id), 'product-created');
};

export function deleteProduct(productId: number): FormAction {
  return async (view) => {
    const path = storePath(view, 'products');
    if (!view.shop.products.get(productId)) return seeOther(path, 'gone');
    await view.sandbox.merchant.deleteProduct(view.shop.record.domain, productId);
    return seeOther(path, 'product-deleted');
  };
}

export function deleteFile(fileId: number): FormAction {
  return async (view) => {
    const path = storePath(view, 'files');
    if (!view.shop.files.get(fileId)) return seeOther(path, 'gone');
    await view.sandbox.merchant.deleteFile(view.shop.record.domain, fileId);
    return seeOther(path, 'file-deleted');
  };
}
