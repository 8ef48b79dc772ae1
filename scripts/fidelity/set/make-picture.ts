import sharp from 'sharp';
import { encoded, overlaid, placed } from './compose.ts';
import type { Damaged } from './damages/damage.ts';
import { alphaBox, type Box, type Picture, rawOf } from './layer.ts';
import { lit, shaded, someLight } from './light.ts';
import { newPlate } from './plates.ts';
import type { Random } from './random.ts';
import type { Subject } from './subjects.ts';

export const HARMLESS = ['light', 'shadow', 'crop', 'background'] as const;
export type Harmless = (typeof HARMLESS)[number];

/** The product as it is: what the harmless changes start from. */
export const unharmed = (subject: Subject): Damaged => ({
  layer: subject.layer,
  stretchX: 1,
  stretchY: 1,
  foreign: false,
  note: '',
});

const boxOf = (subject: Subject): Box => {
  const box = alphaBox(subject.layer);
  if (!box) throw new Error(`${subject.name} has no product`);
  return box;
};

/** Another product is shown as large as the subject's box allows. */
const fitting = (subject: Subject, damaged: Damaged): number => {
  if (!damaged.foreign) return 1;
  const [own, other] = [boxOf(subject), alphaBox(damaged.layer)];
  return other ? Math.min(own.width / other.width, own.height / other.height) : 1;
};

/** Where the middle of the damaged product's foot lies against that of the whole one, in the photo's pixels. */
const footShift = (subject: Subject, damaged: Damaged): { x: number; y: number } => {
  const [own, now] = [boxOf(subject), alphaBox(damaged.layer)];
  if (!now || damaged.foreign) return { x: 0, y: 0 };
  return {
    x: now.left + now.width / 2 - own.left - own.width / 2,
    y: now.top + now.height - own.top - own.height,
  };
};

const sameShape = (subject: Subject, damaged: Damaged): boolean =>
  damaged.stretchX === 1 && damaged.stretchY === 1 && damaged.layer.alpha === subject.layer.alpha;

/** In its own photo: where the product's outline changed, on the photo's own ground filled in behind it. */
const inOwnPhoto = async (subject: Subject, damaged: Damaged): Promise<Picture> => {
  if (sameShape(subject, damaged))
    return damaged.layer === subject.layer ? subject.layer : overlaid(damaged.layer, subject.layer);
  const box = boxOf(subject);
  const scale = fitting(subject, damaged);
  const shift = footShift(subject, damaged);
  const room = Math.min(
    1,
    (subject.layer.width * 0.96) / (box.width * damaged.stretchX),
    (subject.layer.height * 0.96) / (box.height * damaged.stretchY),
  );
  const plate = await subject.ground();
  const at = {
    scaleX: scale * damaged.stretchX * room,
    scaleY: scale * damaged.stretchY * room,
    footX: box.left + box.width / 2 + shift.x * room,
    footY: box.top + box.height + shift.y * room,
    turn: 0,
  };
  return placed(damaged.layer, plate, at, null);
};

/** On a ground of its own, at another size. */
const onNewGround = async (
  subject: Subject,
  damaged: Damaged,
  random: Random,
  plate: Picture,
  shadow: boolean,
): Promise<Picture> => {
  const box = boxOf(subject);
  const share = random.between(0.5, 0.78);
  const stretch = Math.max(damaged.stretchX, damaged.stretchY);
  const size =
    Math.min((plate.width * share) / box.width, (plate.height * share) / box.height, 1.15) / stretch;
  const shift = footShift(subject, damaged);
  const scale = fitting(subject, damaged) * size;
  const foot = plate.height / 2 + (box.height * size) / 2 + random.between(-0.02, 0.08) * plate.height;
  const at = {
    scaleX: scale * damaged.stretchX,
    scaleY: scale * damaged.stretchY,
    footX: plate.width * random.between(0.46, 0.54) + shift.x * size,
    footY: Math.min(plate.height - 4, foot) + shift.y * size,
    turn: random.next() < 0.4 ? random.between(-2, 2) : 0,
  };
  const cast = shadow
    ? {
        opacity: random.between(0.25, 0.6),
        blur: random.between(0.008, 0.03) * plate.width,
        dx: random.between(-0.08, 0.08) * plate.width,
        dy: random.between(0.005, 0.03) * plate.height,
      }
    : null;
  return placed(damaged.layer, plate, at, cast);
};

/** Another frame around the same picture: nearer, off the middle, another size, a little askew. The product stays whole. */
const reframed = async (picture: Picture, subject: Subject, random: Random): Promise<Picture> => {
  const turn = random.next() < 0.4 ? random.between(-1.5, 1.5) : 0;
  const box = boxOf(subject);
  const margin =
    Math.max(box.width, box.height) * random.between(0.06, 0.2) + (turn === 0 ? 0 : 0.03 * picture.width);
  const grown = (low: number, size: number, limit: number): [number, number] => {
    const from = Math.max(0, Math.floor(low - margin * random.between(0.6, 1.4)));
    const to = Math.min(limit, Math.ceil(low + size + margin * random.between(0.6, 1.4)));
    return [from, to - from];
  };
  const [left, width] = grown(box.left, box.width, picture.width);
  const [top, height] = grown(box.top, box.height, picture.height);
  const corner = [0, 1, 2].map((c) => picture.rgb[c] ?? 0);
  const turned = await rawOf(picture)
    .rotate(turn, { background: { r: corner[0] ?? 0, g: corner[1] ?? 0, b: corner[2] ?? 0 } })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const [dx, dy] = [
    Math.round((turned.info.width - picture.width) / 2),
    Math.round((turned.info.height - picture.height) / 2),
  ];
  const { data, info } = await sharp(turned.data)
    .extract({ left: left + dx, top: top + dy, width, height })
    .resize(Math.max(320, Math.round(width * random.between(0.6, 1.1))))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { rgb: data, width: info.width, height: info.height };
};

const NEW_SIDE = 1000;

/** One harmless change of a product (whole or damaged), as the bytes of a JPEG. */
export const inSetting = async (
  subject: Subject,
  damaged: Damaged,
  setting: Harmless | 'own',
  random: Random,
): Promise<Buffer> => {
  const picture = await inSettingRaw(subject, damaged, setting, random);
  return encoded(picture, Math.round(random.between(82, 94)));
};

const inSettingRaw = async (
  subject: Subject,
  damaged: Damaged,
  setting: Harmless | 'own',
  random: Random,
): Promise<Picture> => {
  switch (setting) {
    case 'own':
      return inOwnPhoto(subject, damaged);
    case 'light':
      return lit(await inOwnPhoto(subject, damaged), someLight(random, random.between(0.5, 1)));
    case 'crop':
      return reframed(await inOwnPhoto(subject, damaged), subject, random);
    case 'background': {
      const plate = newPlate(NEW_SIDE, Math.round(NEW_SIDE * random.between(0.85, 1.25)), random);
      return onNewGround(subject, damaged, random, plate, random.next() < 0.5);
    }
    case 'shadow': {
      const dark = { ...damaged, layer: shaded(damaged.layer, random) };
      const plate = subject.plain ? await subject.ground() : newPlate(NEW_SIDE, NEW_SIDE, random);
      return onNewGround(subject, random.next() < 0.6 ? dark : damaged, random, plate, true);
    }
  }
};
