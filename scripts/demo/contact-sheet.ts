import sharp, { type OverlayOptions } from 'sharp';

/** One row: the merchant's photo and what was made of it. */
export interface SheetRow {
  readonly source: Uint8Array;
  readonly results: readonly SheetResult[];
}

export interface SheetResult {
  readonly bytes: Uint8Array;
  /** Left for a person to look at: framed in amber. */
  readonly held: boolean;
}

const GAP = 12;
/** Rows beside each other, so that a sheet of many products stays viewable. */
const GROUPS = 2;
/** JPEG allows 65,535; a sheet this tall is already hard to open. */
const MAX_HEIGHT = 24_000;

const AMBER = '#f5a623';
const FRAME = 6;

const tile = (bytes: Uint8Array, side: number, frame = 0): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: 120_000_000 })
    .rotate()
    .toColourspace('srgb')
    .resize(side - 2 * frame, side - 2 * frame, { fit: 'contain', background: '#f1f1f1' })
    .flatten({ background: '#e4e4e4' })
    .extend({ top: frame, bottom: frame, left: frame, right: frame, background: AMBER })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();

/** A sheet that shows each source beside its results, as JPEG bytes; an amber frame means that a person should look. Tiles shrink when there are many rows. */
export const contactSheet = async (rows: readonly SheetRow[]): Promise<Buffer> => {
  const perRow = 1 + Math.max(1, ...rows.map((r) => r.results.length));
  const lines = Math.max(1, Math.ceil(rows.length / GROUPS));
  const side = Math.max(120, Math.min(420, Math.floor(MAX_HEIGHT / lines) - GAP));
  const groupWidth = perRow * (side + GAP) + 2 * GAP;
  const groups = Math.min(GROUPS, Math.max(1, rows.length));
  const layers: OverlayOptions[] = [];
  for (const [index, row] of rows.entries()) {
    const left = (index % GROUPS) * groupWidth + GAP;
    const top = Math.floor(index / GROUPS) * (side + GAP) + GAP;
    const tiles = [
      tile(row.source, side),
      ...row.results.map((r) => tile(r.bytes, side, r.held ? FRAME : 0)),
    ];
    for (const [column, input] of (await Promise.all(tiles)).entries()) {
      layers.push({ input, left: left + column * (side + GAP), top });
    }
  }
  return sharp({
    create: {
      width: groups * groupWidth,
      height: lines * (side + GAP) + GAP,
      channels: 3,
      background: '#ffffff',
    },
  })
    .composite(layers)
    .jpeg({ quality: 88 })
    .toBuffer();
};
