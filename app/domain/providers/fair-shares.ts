/** What a provider takes in one request, bytes of the files themselves (base64 is counted in). */
export interface FileLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/**
 * The most bytes that each file may have so that all of them can be sent together: what is small keeps its size and leaves its
 * room to the others, and those share it evenly. A file whose share is its own size or more is sent as it is.
 */
export const fairShares = (sizes: readonly number[], limits: FileLimits): readonly number[] => {
  const shares = sizes.map(() => 0);
  const bySize = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  let room = limits.totalBytes;
  bySize.forEach(({ size, index }, done) => {
    const most = Math.min(limits.fileBytes, Math.floor(room / (bySize.length - done)));
    const share = Math.min(size, most);
    shares[index] = share;
    room -= share;
  });
  return shares;
};
