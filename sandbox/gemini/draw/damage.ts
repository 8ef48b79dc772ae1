import sharp from 'sharp';
import { pick, seeded } from '../../provider/seeded.ts';

/** What image models do to products, each with a strength that is recorded. */
export const DAMAGE_KINDS = ['hue', 'mirror', 'stretch', 'blurred-text', 'part-removed'] as const;
export type DamageKind = (typeof DAMAGE_KINDS)[number];
export type Damage = { kind: DamageKind; strength: number } | { kind: 'none'; strength: 0 };

export type DamagePlan = {
  /** Share of redraws that are damaged, 0..1. */
  share: number;
  seed: number;
  kinds: readonly DamageKind[];
};

export const NO_DAMAGES: DamagePlan = { share: 0, seed: 1, kinds: DAMAGE_KINDS };

/** The same plan and the same request (`about`) always give the same damage, in whatever order requests come. */
export function chooseDamage(plan: DamagePlan, about: string): Damage {
  const random = seeded(`${plan.seed}:${about}`);
  const [first, ...rest] = plan.kinds;
  if (first === undefined || random() >= plan.share) return { kind: 'none', strength: 0 };
  const kind = pick(random, [first, ...rest]);
  const between = (low: number, high: number) => low + random() * (high - low);
  switch (kind) {
    case 'hue':
      return { kind, strength: Math.round(between(25, 70)) };
    case 'mirror':
      return { kind, strength: 1 };
    case 'stretch':
      return { kind, strength: Math.round(between(1.07, 1.2) * 100) / 100 };
    case 'blurred-text':
      return { kind, strength: Math.round(between(4, 9)) };
    case 'part-removed':
      return { kind, strength: Math.round(between(0.14, 0.26) * 100) / 100 };
  }
}

/** A cut-out product: RGBA PNG. */
export async function applyDamage(product: Buffer, damage: Damage): Promise<Buffer> {
  const meta = await sharp(product).metadata();
  const { width, height } = meta;
  switch (damage.kind) {
    case 'none':
      return product;
    case 'hue':
      return sharp(product).modulate({ hue: damage.strength }).png().toBuffer();
    case 'mirror':
      return sharp(product).flop().png().toBuffer();
    case 'stretch':
      return sharp(product)
        .resize(Math.round(width * damage.strength), height, { fit: 'fill' })
        .png()
        .toBuffer();
    case 'blurred-text':
      return blurBand(product, width, height, damage.strength);
    case 'part-removed':
      return cutSide(product, width, height, damage.strength);
  }
}

/** The middle of the product, where print mostly is, out of focus. `strength`: sigma in thousandths of the height. */
async function blurBand(product: Buffer, width: number, height: number, strength: number): Promise<Buffer> {
  const area = {
    left: Math.round(width * 0.15),
    top: Math.round(height * 0.35),
    width: Math.max(1, Math.round(width * 0.7)),
    height: Math.max(1, Math.round(height * 0.35)),
  };
  const sigma = Math.max(0.5, (height * strength) / 300);
  const band = await sharp(product).extract(area).blur(sigma).png().toBuffer();
  return sharp(product)
    .composite([{ input: band, left: area.left, top: area.top, blend: 'atop' }])
    .png()
    .toBuffer();
}

/** `strength`: share of the width that is gone, at the right: a handle, a spout. */
async function cutSide(product: Buffer, width: number, height: number, strength: number): Promise<Buffer> {
  const gone = Math.max(1, Math.round(width * strength));
  const eraser = await sharp({
    create: { width: gone, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 1 } },
  })
    .png()
    .toBuffer();
  return sharp(product)
    .composite([{ input: eraser, left: width - gone, top: 0, blend: 'dest-out' }])
    .png()
    .toBuffer();
}
