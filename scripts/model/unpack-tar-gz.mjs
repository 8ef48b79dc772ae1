import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';

const BLOCK = 512;
const text = (block, from, to) => {
  const raw = block.subarray(from, to);
  const end = raw.indexOf(0);
  return raw.subarray(0, end < 0 ? raw.length : end).toString('utf8');
};

/**
 * Writes the wanted files of an npm tarball flat into `folder`, by their base names, reading as a stream so that memory
 * stays small. Only plain files are looked at; npm packages hold no links. `onBytes` hears of each piece written.
 */
export const unpackTarGz = async (tarball, folder, wanted, onBytes = () => {}) => {
  const state = { header: Buffer.alloc(0), left: 0, padding: 0, out: null };
  const source = createReadStream(tarball);
  const gunzip = createGunzip();
  source.on('error', (e) => gunzip.destroy(e));
  try {
    for await (const piece of source.pipe(gunzip)) await feed(state, piece, folder, wanted, onBytes);
    if (state.left > 0) throw new Error('the tarball ends in the middle of a file');
  } finally {
    await state.out?.close();
  }
};

const feed = async (state, piece, folder, wanted, onBytes) => {
  let at = 0;
  while (at < piece.length) {
    if (state.left > 0) {
      const part = piece.subarray(at, at + state.left);
      if (state.out) {
        await state.out.write(part);
        onBytes(part.length);
      }
      state.left -= part.length;
      at += part.length;
      if (state.left === 0) {
        await state.out?.close();
        state.out = null;
      }
    } else if (state.padding > 0) {
      const skip = Math.min(state.padding, piece.length - at);
      state.padding -= skip;
      at += skip;
    } else {
      const part = piece.subarray(at, at + BLOCK - state.header.length);
      state.header = Buffer.concat([state.header, part]);
      at += part.length;
      if (state.header.length === BLOCK) await openEntry(state, folder, wanted);
    }
  }
};

const openEntry = async (state, folder, wanted) => {
  const header = state.header;
  state.header = Buffer.alloc(0);
  if (header.every((b) => b === 0)) return;
  const prefix = text(header, 345, 500);
  const name = prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100);
  const size = Number.parseInt(text(header, 124, 136).trim() || '0', 8);
  if (!Number.isFinite(size)) throw new Error('the tarball is not a tar archive');
  const type = text(header, 156, 157);
  state.left = size;
  state.padding = (BLOCK - (size % BLOCK)) % BLOCK;
  if (size > 0 && (type === '0' || type === '') && wanted(name)) {
    state.out = await open(path.join(folder, path.basename(name)), 'w');
  }
};
