/**
 * Names of the files we make in a store. The row's id is in the name: so a repeated upload is recognised, and so a file
 * can be told to be ours before it is ever deleted.
 */
const OWN =
  /^softbox-(?:restored-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.(?:jpg|png|webp|gif)$/;

export const publicationFilename = (publicationId: string, extension: string): string =>
  checked(`softbox-${publicationId}.${extension}`);

/** The name of an original that was deleted and is uploaded again. It is the merchant's picture, never ours to delete. */
export const restoredFilename = (publicationId: string, extension: string): string =>
  checked(`softbox-restored-${publicationId}.${extension}`);

const checked = (name: string): string => {
  if (!OWN.test(name)) throw new Error(`not a name of ours: ${name}`);
  return name;
};

/** Whether a file of this name was made by a publication. A restored original was not. */
export const isPublicationFilename = (name: string): boolean =>
  OWN.test(name) && !name.startsWith('softbox-restored-');
