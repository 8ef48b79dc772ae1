/** Thrown by `readCapped`; ends in the adapter. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Reads a reply's body, but never more than `maxBytes`: a declared length is checked first, the real one as it comes. */
export const readCapped = async (response: Response, maxBytes: number): Promise<Uint8Array> => {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxBytes) {
    await response.body?.cancel();
    throw new BodyTooLarge(`${declared} bytes, at most ${maxBytes} are taken`);
  }
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new BodyTooLarge(`more than ${maxBytes} bytes`);
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts);
};
