import { anotherProduct } from './damages/another-product.ts';
import type { Damage } from './damages/damage.ts';
import { hueShifted } from './damages/hue-shifted.ts';
import { logoMirrored } from './damages/logo-mirrored.ts';
import { partRemoved } from './damages/part-removed.ts';
import { stretched } from './damages/stretched.ts';
import { textGarbled } from './damages/text-garbled.ts';
import { HARMLESS, type Harmless, inSetting, unharmed } from './make-picture.ts';
import { makeRandom } from './random.ts';
import type { Subject } from './subjects.ts';

/** The kinds of damage, and the settings a damaged product is shown in. */
const DAMAGES = {
  'hue-shifted': { damage: hueShifted, settings: ['own', 'crop', 'background', 'shadow'] },
  'logo-mirrored': { damage: logoMirrored, settings: ['own', 'light', 'crop', 'background'] },
  'part-removed': { damage: partRemoved, settings: ['own', 'light', 'background'] },
  stretched: { damage: stretched, settings: ['own', 'light', 'background'] },
  'text-garbled': { damage: textGarbled, settings: ['own', 'light', 'crop', 'background'] },
  'another-product': { damage: anotherProduct, settings: ['own', 'light', 'background'] },
} as const satisfies Record<string, { damage: Damage; settings: readonly (Harmless | 'own')[] }>;

export type DamageKind = keyof typeof DAMAGES;
export type Kind = DamageKind | Harmless;

export const DAMAGE_KINDS = [
  'hue-shifted',
  'logo-mirrored',
  'part-removed',
  'stretched',
  'text-garbled',
  'another-product',
] as const satisfies readonly DamageKind[];
export const KINDS: readonly Kind[] = [...DAMAGE_KINDS, ...HARMLESS];

export const isDamage = (kind: Kind): kind is DamageKind => DAMAGE_KINDS.some((d) => d === kind);

/** One picture of the set: what the gate is to judge, and what is true of it. */
export interface Item {
  readonly kind: Kind;
  readonly subject: Subject;
  /** 0 faintest, 2 strongest; harmless pictures have 0. */
  readonly level: 0 | 1 | 2;
  readonly note: string;
  /** JPEG. */
  readonly result: Uint8Array;
}

export interface SetOptions {
  readonly seed: string;
  readonly perKind: number;
  readonly kinds?: readonly Kind[];
  /** Strengths of the damages, in turns; default: all three. */
  readonly levels?: readonly (0 | 1 | 2)[];
}

/** A product that cannot take a damage (no writing to garble) is passed over; after this many in vain we stop. */
const ROUNDS = 12;

/** Makes the set one picture at a time; the same seed and subjects make the same pictures. */
export async function* makeSet(
  subjects: readonly Subject[],
  { seed, perKind, kinds = KINDS, levels = LEVELS }: SetOptions,
): AsyncGenerator<Item> {
  for (const kind of kinds) {
    let made = 0;
    for (let round = 0; round < ROUNDS && made < perKind; round++) {
      const turns = makeRandom(`${seed}/${kind}/${round}`).shuffled(subjects);
      for (const subject of turns) {
        if (made >= perKind) break;
        const level = levels[made % levels.length] ?? 0;
        const item = await makeItem(kind, subject, {
          level,
          seed: `${seed}/${kind}/${round}/${subject.name}`,
          others: subjects,
        });
        if (!item) continue;
        made += 1;
        yield item;
      }
      if (made === 0 && round >= 2) break;
    }
  }
}

const LEVELS = [0, 1, 2] as const;

const makeItem = async (
  kind: Kind,
  subject: Subject,
  options: { level: 0 | 1 | 2; seed: string; others: readonly Subject[] },
): Promise<Item | null> => {
  const random = makeRandom(options.seed);
  if (!isDamage(kind)) {
    const result = await inSetting(subject, unharmed(subject), kind, random);
    return { kind, subject, level: 0, note: '', result };
  }
  const { damage, settings } = DAMAGES[kind];
  const damaged = await damage(subject, { level: options.level, random, others: options.others });
  if (!damaged) return null;
  const wanted = settings[Math.floor(random.next() * settings.length)] ?? 'background';
  // a busy ground cannot be filled in behind a product whose outline changed
  const reshaped = damaged.layer.alpha !== subject.layer.alpha || damaged.stretchX * damaged.stretchY !== 1;
  const setting = reshaped && !subject.plain ? 'background' : wanted;
  const result = await inSetting(subject, damaged, setting, random);
  return { kind, subject, level: options.level, note: `${damaged.note}; ${setting}`, result };
};

/** Chosen, before any figure was seen, so that both halves have as many products and as many with writing on them. */
const HALVES = 'c';

/** Half of the products by name: the same product is always in the same half, whatever else the catalogue holds. */
export const halfOf = (product: string): 'tune' | 'report' =>
  makeRandom(`${HALVES}/${product}`).next() < 0.5 ? 'tune' : 'report';
