import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CATALOGUE_DIR, loadCatalogue } from '#sandbox/catalogue/catalogue.ts';
import type { KeptCutOut } from '../kept-masks.ts';
import { cleanPlate } from './clean-plate.ts';
import {
  alphaBox,
  areaOf,
  decodeMask,
  decodePicture,
  encodeMask,
  type Layer,
  type Picture,
  rawOf,
} from './layer.ts';
import { type Line, writingOn } from './prints.ts';

/** A photo whose product is known by a mask: what pictures of the set are made from. */
export interface Subject {
  /** Photos of one product share this; a product is wholly in one half. */
  readonly product: string;
  readonly name: string;
  readonly layer: Layer;
  /** The ground behind the product is even enough to be filled in where a part is taken away. */
  readonly plain: boolean;
  /** What the gate is given as the source. */
  readonly source: Uint8Array;
  readonly mask: Uint8Array;
  /** Its photo's ground without the product; made when first asked for, then kept. */
  ground(): Promise<Picture>;
  /** The lines of writing on it; found when first asked for, then kept. */
  writing(): readonly Line[];
}

/** Longer side of the pictures of the set. */
const SIDE = 1200;
/** Products smaller than this on their longer side are too small to be damaged visibly. */
const MIN_PRODUCT_SIDE = 180;

const subjectOf = async (
  names: { product: string; name: string },
  layer: Layer,
  plain: boolean,
): Promise<Subject | null> => {
  const box = alphaBox(layer);
  if (!box || Math.max(box.width, box.height) < MIN_PRODUCT_SIDE) return null;
  if (areaOf(layer.alpha) > 0.85 * layer.alpha.length) return null;
  const source = await rawOf(layer).jpeg({ quality: 93, chromaSubsampling: '4:4:4' }).toBuffer();
  const mask = await encodeMask(layer.alpha, layer.width, layer.height);
  return { ...names, layer, plain, source, mask, ...lookedAt(layer) };
};

const lookedAt = (layer: Layer): Pick<Subject, 'ground' | 'writing'> => {
  let ground: Promise<Picture> | null = null;
  let writing: readonly Line[] | null = null;
  return {
    ground() {
      ground ??= cleanPlate(layer);
      return ground;
    },
    writing() {
      writing ??= writingOn(layer);
      return writing;
    },
  };
};

/** The sample catalogue's photos of the products asked for, with their true masks. */
export const catalogueSubjects = async (
  wanted: (product: string) => boolean = () => true,
): Promise<Subject[]> => {
  const subjects: Subject[] = [];
  for (const product of loadCatalogue().products.filter((p) => wanted(p.handle)))
    for (const image of product.images) {
      if (!image.mask) continue;
      const picture = await decodePicture(await readFile(path.join(CATALOGUE_DIR, image.file)), SIDE);
      const mask = await readFile(path.join(CATALOGUE_DIR, image.mask));
      const alpha = await decodeMask(mask, picture.width, picture.height);
      const names = { product: product.handle, name: path.parse(image.file).name };
      const subject = await subjectOf(names, { ...picture, alpha }, image.background !== 'cluttered');
      if (subject) subjects.push(subject);
    }
  return subjects;
};

/** Photos of a folder, cut out as the app does it. One that cannot be read or holds no clear product is named and left out. */
export const photoSubjects = async (
  dir: string,
  cutOut: KeptCutOut,
  say: (line: string) => void,
): Promise<Subject[]> => {
  const files = (await readdir(dir)).filter((f) => /\.(jpe?g|png|webp)$/i.test(f)).sort();
  const subjects: Subject[] = [];
  for (const file of files) {
    const read = await photoSubject(path.join(dir, file), cutOut).catch(() => 'it cannot be read');
    if (typeof read === 'string') say(`left out ${file}: ${read}`);
    else subjects.push(read);
  }
  return subjects;
};

const photoSubject = async (file: string, cutOut: KeptCutOut): Promise<Subject | string> => {
  const picture = await decodePicture(await readFile(file), SIDE);
  const bytes = await rawOf(picture).png({ compressionLevel: 1 }).toBuffer();
  const { mask, doubts } = await cutOut.doubted(bytes);
  if (doubts.length > 0) return `the cut-out is doubtful (${doubts.join(', ')})`;
  const alpha = await decodeMask(mask, picture.width, picture.height);
  const layer = { ...picture, alpha };
  const name = path.parse(file).name;
  const product = name.replace(/[-_ ]?\d+$/, '') || name;
  return (await subjectOf({ product, name }, layer, isEven(layer))) ?? 'its product is too small or fills it';
};

/** The ground varies little: it can be filled in without leaving a ghost. */
const isEven = ({ rgb, alpha }: Layer): boolean => {
  let [n, sum, square] = [0, 0, 0];
  for (let i = 0; i < alpha.length; i += 7) {
    if ((alpha[i] ?? 0) > 8) continue;
    const g = rgb[i * 3 + 1] ?? 0;
    n += 1;
    sum += g;
    square += g * g;
  }
  return n > 0 && Math.sqrt(square / n - (sum / n) ** 2) < 22;
};
