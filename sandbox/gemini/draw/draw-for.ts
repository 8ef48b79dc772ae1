import { drawPlate, type Pixels } from '../../provider/plate/draw-plate.ts';
import { readScene, type Scene } from '../../provider/plate/read-scene.ts';
import { hashOf } from '../../provider/seeded.ts';
import type { CheckedRequest, InputPicture } from '../check-request.ts';
import type { Size } from '../models.ts';
import { chooseDamage, type Damage, type DamagePlan } from './damage.ts';
import { edit } from './edit.ts';
import { redraw } from './redraw.ts';

/** What was drawn: kept in the billing row for tests, never told to the caller. */
export type Drawn =
  | { task: 'plate'; scene: Scene }
  | { task: 'redraw'; scene: Scene; damage: Damage }
  | { task: 'edit'; masked: boolean };

/**
 * A model has one door for all: no picture in the prompt is a plate; a picture that the prompt calls the one to edit is an
 * edit; any other is a product to be drawn into the scene.
 */
export async function drawFor(
  checked: CheckedRequest,
  size: Size,
  damages: DamagePlan,
): Promise<{ picture: Pixels; drawn: Drawn }> {
  const seed = checked.request.generationConfig?.seed ?? hashOf(checked.text);
  const roles = checked.pictures.map((picture, index) => ({
    picture,
    role: roleOf(checked.text, index + 1),
  }));
  const of = (role: Role): InputPicture | undefined => roles.find((one) => one.role === role)?.picture;
  const canvas = of('canvas');
  if (canvas) {
    const mask = of('mask');
    const picture = await edit(canvas.bytes, mask?.bytes, instructionOf(checked.text), size);
    return { picture, drawn: { task: 'edit', masked: mask !== undefined } };
  }
  const scene = readScene(checked.text, seed);
  const product = of('product');
  if (!product)
    return { picture: await drawPlate(scene, size.width, size.height), drawn: { task: 'plate', scene } };
  const damage = chooseDamage(damages, `${seed}:${hashOf(checked.text)}:${product.bytes.length}`);
  return {
    picture: await redraw(product.bytes, scene, size, damage),
    drawn: { task: 'redraw', scene, damage },
  };
}

type Role = 'canvas' | 'mask' | 'inspiration' | 'product';

/** What the prompt says of a picture: "Picture 2: the mask …". One it says nothing of is a product. */
function roleOf(text: string, number: number): Role {
  const said = new RegExp(`\\bpicture ${number}\\b[^\\n]{0,160}`, 'i').exec(text)?.[0] ?? '';
  if (/\bmask\b/i.test(said)) return 'mask';
  if (/\b(to edit|to be edited|edit this)\b/i.test(said)) return 'canvas';
  return /\b(inspiration|mood|style only)\b/i.test(said) ? 'inspiration' : 'product';
}

/** The merchant's words stand fenced in the prompt: `<instruction>…</instruction>`; without a fence all of it counts. */
const instructionOf = (text: string): string =>
  /<instruction>([\s\S]*?)<\/instruction>/i.exec(text)?.[1] ?? text;
