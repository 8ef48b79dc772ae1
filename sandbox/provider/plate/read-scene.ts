import { hashOf } from '../seeded.ts';
import { COLOUR_NAMES, parseHex, type Rgb } from './colour.ts';
import type { LightFrom, Scene, Surface } from './plate-scene.ts';
import { BACKDROPS, PROPS, SURFACE_COLOUR, SURFACES } from './scene-words.ts';

export type { Scene } from './plate-scene.ts';

/** Reads the fields of a prompt, whatever their order: labelled lines ("Light: from the left") or running text. */
export function readScene(written: string, seed?: number): Scene {
  const prompt = withoutFenced(written);
  const under = lineOf(prompt, 'Surface') ?? prompt;
  const setting = lineOf(prompt, 'Setting') ?? prompt;
  const surface = SURFACES.find(([, words]) => words.test(under))?.[0] ?? 'plain';
  // "sand" says what lies there, not the wall's colour
  const palette = readPalette(surface === 'sand' ? prompt.replace(/\bsand\b/gi, '') : prompt);
  const outdoors =
    /\b(outdoors?|outside|beach|garden|meadow|forest|street|sky|park|terrace|mountain)\b/i.test(prompt);
  const backdrop = BACKDROPS.find(([, words]) => words.test(setting))?.[0] ?? (outdoors ? 'sky' : 'wall');
  const [wall, floor, accent] = assignColours(palette, { prompt, surface, outdoors });
  return {
    lightFrom: readLightFrom(prompt),
    softness: readSoftness(prompt),
    warmth: readWarmth(prompt),
    level: readLevel(prompt),
    horizon: readHorizon(prompt),
    ...readRoom(prompt),
    surface,
    onFloor:
      outdoors || /\b(floor|floorboards|ground|lawn|track|carpet|rug|parquet|sand|snow|moss)\b/i.test(under),
    rough: !/\b(marble|onyx|veins?)\b/i.test(under),
    draped: /\b(folds?|draped|crumpled|silk|satin|velvet)\b/i.test(under),
    backdrop,
    leafShadows: /\b(palm|leaf shadows|shadows? of leaves|dappled|foliage shadow)\b/i.test(prompt),
    outdoors,
    wall,
    floor,
    accent,
    props: PROPS.filter(([, words]) => words.test(withoutBans(prompt)))
      .map(([prop]) => prop)
      .slice(0, 4),
    seed: seed ?? hashOf(prompt),
  };
}

/** What is fenced as data is not an order: `<data label="…">…</data>`. */
function withoutFenced(prompt: string): string {
  return prompt.replace(/<data\b[\s\S]*?<\/data>/gi, ' ');
}

/** "No books, without plants" must not put them in. */
function withoutBans(prompt: string): string {
  return prompt.replace(/\b(no|not|without|avoid|never|free of)\b[^.;\n]*/gi, ' ');
}

/** What a labelled line says: "Surface: …" up to its end. */
const lineOf = (prompt: string, label: string): string | undefined =>
  new RegExp(`^${label}: *(.+)$`, 'im').exec(prompt)?.[1];

function readSoftness(prompt: string): number {
  if (/\b(hard|harsh|direct sun|crisp shadow|spotlight)\b/i.test(prompt)) return 0.25;
  return /\b(diffuse|overcast|shadowless)\b/i.test(prompt) ? 0.95 : 0.75;
}

/** "stands at 50 % from the left and 82 % from the top, and takes 30 % of the width" */
function readRoom(prompt: string): { footing: number; free: number } {
  const share = (words: RegExp, otherwise: number) => {
    const found = words.exec(prompt)?.[1];
    return found === undefined ? otherwise : Number(found) / 100;
  };
  return {
    footing: share(/(\d{1,3}) ?% from the top/i, 0.82),
    free: share(/takes (\d{1,3}) ?% of the width/i, 0.4),
  };
}

const DIRECTION =
  '(?:(back|behind|front)[- ](?:and |the )?)?(left|right)|(behind|back|front|camera|above|overhead|top)';

function readLightFrom(prompt: string): LightFrom {
  const found =
    new RegExp(
      `\\b(?:light(?:ing)?|lit|window|sun(?:light)?|daylight|lamp)\\b[^.;\\n]{0,80}?\\b(?:${DIRECTION})\\b`,
      'i',
    ).exec(prompt) ??
    new RegExp(`\\b(?:from|on) the (?:${DIRECTION})\\b[^.;\\n]{0,40}\\blight\\b`, 'i').exec(prompt);
  const depth = (found?.[1] ?? found?.[3] ?? '').toLowerCase();
  const side = found?.[2]?.toLowerCase();
  const fromBack = depth === 'back' || depth === 'behind';
  if (side === 'left' || side === 'right') {
    if (fromBack) return `back-${side}`;
    return depth === 'front' ? `front-${side}` : side;
  }
  if (fromBack) return 'back';
  if (depth === 'front' || depth === 'camera') return 'front';
  return depth === '' ? 'left' : 'top';
}

function readWarmth(prompt: string): number {
  if (/\b(warm|golden|sunset|candlelit|candlelight|autumn|cosy|cozy|tungsten)\b/i.test(prompt)) return 0.7;
  if (/\b(cool|cold|overcast|winter|moonlight|blue hour|north light)\b/i.test(prompt)) return -0.6;
  return 0.1;
}

/** The palette says how dark a place is; these only say how it is lit. */
function readLevel(prompt: string): number {
  if (/\b(night|dark|moody|dim|low[- ]key|candlelit)\b/i.test(prompt)) return 0.86;
  if (/\b(bright|airy|high[- ]key|sunny|noon)\b/i.test(prompt)) return 1.06;
  return 0.98;
}

function readHorizon(prompt: string): number {
  const stated =
    /\bhorizon\b[^.;\n]{0,40}?(\d{1,2}(?:\.\d+)?)\s*(%|percent)/i.exec(prompt)?.[1] ??
    /(\d{1,2}(?:\.\d+)?)\s*(?:%|percent)[^.;\n]{0,30}\bhorizon\b/i.exec(prompt)?.[1];
  if (stated) return Math.min(0.9, Math.max(0, Number(stated) / 100));
  const wanted = horizonOfCamera(prompt);
  // what stands on the surface needs surface under it
  const footing = /\bstands?\b[^.;\n]{0,80}?(\d{1,2})\s*% from the top/i.exec(prompt)?.[1];
  return footing ? Math.min(wanted, Math.max(0, Number(footing) / 100 - 0.1)) : wanted;
}

function horizonOfCamera(prompt: string): number {
  if (
    /\b(top[- ]down|flat[- ]lay|bird'?s[- ]eye|straight from above|directly above|overhead (?:view|camera)|camera (?:height )?(?:is )?overhead)\b|camera:? overhead/i.test(
      prompt,
    )
  )
    return 0;
  if (/\b(high angle|three[- ]quarter|high camera)\b|camera:? (?:height:? )?high/i.test(prompt)) return 0.38;
  if (/\b(low angle|ground level|floor level|low camera)\b|camera:? (?:height:? )?low/i.test(prompt))
    return 0.72;
  if (/\beye[- ](?:level|height)\b|camera:? (?:height:? )?eye/i.test(prompt)) return 0.5;
  return 0.58;
}

function readPalette(prompt: string): Rgb[] {
  const written = prompt.match(/#[0-9a-f]{6}\b/gi) ?? [];
  if (written.length > 0) return written.slice(0, 5).map(parseHex);
  const named: { at: number; colour: Rgb }[] = [];
  for (const [name, colour] of Object.entries(COLOUR_NAMES)) {
    const at = withoutBans(prompt)
      .toLowerCase()
      .search(new RegExp(`\\b${name}\\b`));
    if (at >= 0) named.push({ at, colour });
  }
  return named
    .sort((a, b) => a.at - b.at)
    .slice(0, 5)
    .map(({ colour }) => colour);
}

/** Materials that come in colours of their own; running text names other things' colours beside them. */
const NATURAL: ReadonlySet<Surface> = new Set(['wood', 'sand', 'grass', 'snow']);

/**
 * The first colour is the wall's, the second the surface's, the third the props'. A written palette is followed to the letter;
 * of colours that are only named in running text a natural material takes none.
 */
function assignColours(
  palette: readonly Rgb[],
  { prompt, surface, outdoors }: { prompt: string; surface: Surface; outdoors: boolean },
): [Rgb, Rgb, Rgb] {
  const sky: Rgb = [176, 204, 224];
  const plaster: Rgb = [226, 220, 210];
  const written = /#[0-9a-f]{6}\b/i.test(prompt);
  const natural = !written && NATURAL.has(surface);
  const dark = surface === 'wood' && /\b(walnut|dark wood|smoked|mahogany)\b/i.test(prompt);
  const own: Rgb = dark ? [104, 72, 50] : SURFACE_COLOUR[surface];
  return [
    palette[0] ?? (outdoors ? sky : plaster),
    natural ? own : (palette[1] ?? own),
    palette[2] ?? (natural ? palette[1] : undefined) ?? palette[0] ?? [134, 148, 120],
  ];
}
