/** Global ids as the Admin API writes them. Source: https://shopify.dev/docs/api/usage/gids */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The number that ends a global id of this type; undefined for another type or anything that is not a global id. */
export function numberOf(type: string, value: unknown): number | undefined {
  const parsed = parseGid(value);
  if (!parsed || parsed.type !== type) return undefined;
  const id = Number(parsed.id);
  return Number.isSafeInteger(id) ? id : undefined;
}

export function parseGid(value: unknown): { type: string; id: string } | undefined {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?]+)(?:\?.*)?$/.exec(String(value));
  return match?.[1] && match[2] ? { type: match[1], id: match[2] } : undefined;
}

/** A file's id under whichever type name it was given (`MediaImage` or `GenericFile`). */
export function fileNumber(value: unknown): number | undefined {
  return numberOf('MediaImage', value) ?? numberOf('GenericFile', value);
}
