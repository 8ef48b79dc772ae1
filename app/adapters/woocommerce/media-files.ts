import { type Failure, failure } from '#app/domain/failure.ts';
import { isPublicationFilename } from '#app/domain/own-file.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions, NewFile, PlatformFile } from '#app/ports/store-platform.ts';
import {
  BRIDGE_NAMESPACE,
  deletedMediumReply,
  foundMediumReply,
  type MediumReply,
  mediumReply,
} from './protocol.ts';
import { wpId } from './read-gallery.ts';
import type { Refusal } from './read-reply.ts';
import type { SiteClient } from './rest-client.ts';
import type { SiteAccess } from './site-access.ts';

/** A medium is there at once: WordPress makes its sizes while it takes the upload. */
const toFile = (medium: MediumReply): PlatformFile => ({
  id: String(medium.id),
  status: 'ready',
  url: medium.url,
  alt: medium.alt,
  errors: [],
});

const gone = (): Failure => failure('media-gone', 'The picture is no longer in the media library.');

const uploadRefused = ({ code, error }: Refusal): Failure | null => {
  switch (code) {
    case 'softbox_file_too_large': {
      const bytes = Number(error.data?.max_bytes);
      const most = Number.isFinite(bytes)
        ? ` It takes at most ${Math.floor(bytes / 104_857.6) / 10} MB.`
        : '';
      return failure(
        'payload-too-large',
        `The picture is larger than the site takes.${most} Choose a smaller size, or raise the site’s upload limit.`,
      );
    }
    case 'softbox_type_refused':
      return failure('publish-rejected', 'The site does not take pictures of this format.');
    case 'softbox_name_taken':
      return failure('publish-rejected', 'The site already has another file of this name.');
    default:
      return null;
  }
};

/**
 * Whether a value of the query comes to the same OAuth signature on both sides. WooCommerce takes slashes out that WordPress has
 * put in; where something asks who is there before they are in, as the blocks of WooCommerce 8.0 do while plugins load, a
 * backslash of ours is lost and the signature is refused (https://github.com/woocommerce/woocommerce, class-wc-rest-authentication.php,
 * `get_oauth_parameters`; seen with 8.0.2). What is in a body is not signed word by word.
 */
const survivesSigning = (value: string): boolean => !value.includes('\\');

/** Makes the media library's part of the store port, for one site at a time. */
export const makeMediaFiles = (client: SiteClient) => {
  const upload = async (
    site: SiteAccess,
    file: NewFile,
    options: CallOptions,
  ): Promise<Result<PlatformFile>> => {
    const made = await client.call(
      site,
      {
        operation: 'media.upload',
        method: 'POST',
        namespace: BRIDGE_NAMESPACE,
        path: 'media',
        query: { name: file.filename, alt: survivesSigning(file.alt) ? file.alt : '' },
        file: { name: file.filename, contentType: file.contentType, bytes: file.bytes },
        reply: mediumReply,
        refused: uploadRefused,
      },
      options,
    );
    if (!made.ok) return made;
    const ready = toFile(made.value.value);
    // not where somebody has given it another one since: an upload may come a second time
    if (ready.alt !== '' || survivesSigning(file.alt)) return ok(ready);
    const said = await setAlt(site, { fileId: ready.id, alt: file.alt }, options);
    return said.ok ? ok({ ...ready, alt: file.alt }) : said;
  };

  const find = async (
    site: SiteAccess,
    filename: string,
    options: CallOptions,
  ): Promise<Result<PlatformFile | null>> => {
    const found = await client.call(
      site,
      {
        operation: 'media.find',
        method: 'GET',
        namespace: BRIDGE_NAMESPACE,
        path: 'media',
        query: { name: filename },
        reply: foundMediumReply,
      },
      options,
    );
    if (!found.ok) return found;
    const { media } = found.value.value;
    return ok(media === null ? null : toFile(media));
  };

  const read = async (
    site: SiteAccess,
    fileId: string,
    options: CallOptions,
  ): Promise<Result<PlatformFile | null>> => {
    const id = wpId(fileId);
    if (!id.ok) return ok(null);
    const found = await client.call(
      site,
      {
        operation: 'media.read',
        method: 'GET',
        namespace: BRIDGE_NAMESPACE,
        path: `media/${id.value}`,
        reply: mediumReply,
        refused: ({ code }) => (code === 'softbox_media_gone' ? gone() : null),
      },
      options,
    );
    if (!found.ok) return found.error.kind === 'media-gone' ? ok(null) : found;
    return ok(toFile(found.value.value));
  };

  const setAlt = async (
    site: SiteAccess,
    { fileId, alt }: { readonly fileId: string; readonly alt: string },
    options: CallOptions,
  ): Promise<Result<void>> => {
    const id = wpId(fileId);
    if (!id.ok) return err(gone());
    const done = await client.call(
      site,
      {
        operation: 'media.alt',
        method: 'POST',
        namespace: BRIDGE_NAMESPACE,
        path: `media/${id.value}/alt`,
        body: { alt },
        reply: mediumReply,
        refused: ({ code }) => (code === 'softbox_media_gone' ? gone() : null),
      },
      options,
    );
    return done.ok ? ok(undefined) : done;
  };

  /** The site checks once more that the name is that file's, and that nothing uses it. */
  const deleteOwn = async (
    site: SiteAccess,
    file: { readonly id: string; readonly filename: string },
    options: CallOptions,
  ): Promise<Result<'deleted' | 'gone' | 'in-use' | 'not-ours'>> => {
    const id = wpId(file.id);
    if (!isPublicationFilename(file.filename) || !id.ok) return ok('not-ours');
    const done = await client.call(
      site,
      {
        operation: 'media.delete',
        method: 'POST',
        namespace: BRIDGE_NAMESPACE,
        path: `media/${id.value}/delete`,
        body: { name: file.filename },
        reply: deletedMediumReply,
      },
      options,
    );
    return done.ok ? ok(done.value.value.outcome) : done;
  };

  return { upload, find, read, setAlt, deleteOwn };
};
