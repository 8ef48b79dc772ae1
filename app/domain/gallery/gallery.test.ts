import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '#tests/support/long-form.ts';
import type { Placement } from '../publication.ts';
import type { GalleryChange } from './change.ts';
import type { Effect } from './lineage.ts';
import { applyMoves, movesBetween } from './order.ts';
import { planPublish, planRollback } from './plan-publish.ts';
import { planUndo } from './plan-undo.ts';
import { type Gallery, idsOf, mediumOfVariant, showsMedium } from './snapshot.ts';
import { applyStep, planSteps } from './steps.ts';

const gallery = (ids: readonly string[], variants: readonly (string | null)[] = []): Gallery => ({
  media: ids.map((id) => ({ id, kind: 'image', alt: '', url: null })),
  variants: variants.map((mediaId, i) => ({ id: `v${i}`, mediaId })),
});

const carryOut = (start: Gallery, change: GalleryChange, limits = { media: 250, pairs: 100 }): Gallery =>
  planSteps(start, change, limits).reduce(applyStep, start);

const shape = (g: Gallery) => ({ ids: idsOf(g), variants: g.variants.map((v) => v.mediaId) });

interface World {
  gallery: Gallery;
  effects: Effect[];
}

const publish = (
  world: World,
  fileId: string,
  placement: Placement,
  replaces: string | null,
  variantIds: string[],
): World => {
  const before = world.gallery;
  const plan = planPublish(before, { fileId, placement, replaces, variantIds });
  if (!plan.ok) throw new Error(plan.error.message);
  const after = carryOut(before, plan.value);
  const effect: Effect = { fileId, alt: '', state: 'live', replaces, before, after, reuploaded: null };
  return { gallery: after, effects: [...world.effects, effect] };
};

const undo = (world: World, fileId: string) => {
  const effect = world.effects.find((e) => e.fileId === fileId && e.state === 'live');
  if (!effect) throw new Error('not live');
  const others = world.effects.filter((e) => e !== effect);
  const plan = planUndo({ current: world.gallery, effect, others, original: 'there' });
  return {
    plan,
    world: {
      gallery: carryOut(world.gallery, plan.change),
      effects: world.effects.map((e): Effect => (e === effect ? { ...e, state: 'reverted' } : e)),
    },
  };
};

/** A merchant's gallery of up to 6 media and 4 variants. */
const startArb = fc.integer({ min: 0, max: 6 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, i) => `m${i}`);
  return fc
    .array(fc.option(fc.constantFrom(...(ids.length > 0 ? ids : ['none'])), { nil: null }), { maxLength: 4 })
    .map((links) =>
      gallery(
        ids,
        links.map((l) => (l === 'none' ? null : l)),
      ),
    );
});

const numbers = fc.array(fc.nat({ max: 1_000 }), { minLength: 60, maxLength: 60 });
const picker = (source: readonly number[]) => {
  let at = 0;
  return <T>(items: readonly T[]): T | undefined => items[(source[at++ % source.length] ?? 0) % items.length];
};
type Pick = ReturnType<typeof picker>;

const publishRandomly = (world: World, name: string, pick: Pick): World => {
  const ids = idsOf(world.gallery);
  const placement =
    pick<Placement>(ids.length > 0 ? ['append', 'main', 'replace'] : ['append', 'main']) ?? 'append';
  const replaces = placement === 'replace' ? (pick(ids) ?? null) : null;
  const variantIds = world.gallery.variants.map((v) => v.id).filter(() => pick([true, false]));
  return publish(world, name, placement, replaces, variantIds);
};

describe('moves', () => {
  it('turn any order into any other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.infiniteStream(fc.nat()), (ids, rank) => {
        const target = ids
          .map((id) => ({ id, at: rank.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ id }) => id);
        expect(applyMoves(ids, movesBetween(ids, target))).toEqual(target);
      }),
    );
  });

  it('are as few as can be: one for one medium out of place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (size, from, to) => {
        const ids = Array.from({ length: size }, (_, i) => `m${i}`);
        const target = applyMoves(ids, [{ id: `m${from % size}`, position: to % size }]);
        expect(movesBetween(ids, target).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('publishing', () => {
  it('puts one medium in, takes at most the replaced one out, and keeps the order of the others', () => {
    fc.assert(
      fc.property(startArb, numbers, (start, n) => {
        const { gallery: after, effects } = publishRandomly({ gallery: start, effects: [] }, 'A', picker(n));
        const replaced = effects[0]?.replaces;
        expect(idsOf(after).filter((id) => id !== 'A')).toEqual(idsOf(start).filter((id) => id !== replaced));
        expect(idsOf(after).filter((id) => id === 'A')).toHaveLength(1);
      }),
    );
  });

  it('goes on after an interruption at any step to the same end', () => {
    fc.assert(
      fc.property(startArb, numbers, fc.nat({ max: 6 }), fc.boolean(), (start, n, cut, full) => {
        const limits = { media: full ? Math.max(1, start.media.length) : 250, pairs: 1 };
        const { effects } = publishRandomly({ gallery: start, effects: [] }, 'A', picker(n));
        const effect = effects[0];
        if (!effect?.after || (full && effect.replaces === null)) return;
        const variantIds = effect.after.variants.filter((v) => v.mediaId === 'A').map((v) => v.id);
        const first = idsOf(effect.after)[0] === 'A';
        const placement = effect.replaces ? 'replace' : first ? 'main' : 'append';
        const plan = planPublish(start, { fileId: 'A', placement, replaces: effect.replaces, variantIds });
        if (!plan.ok) throw new Error(plan.error.message);
        const part = planSteps(start, plan.value, limits).slice(0, cut).reduce(applyStep, start);
        expect(part.media.length).toBeLessThanOrEqual(full ? limits.media : 250);
        expect(shape(carryOut(part, plan.value, limits))).toEqual(shape(effect.after));
        expect(planSteps(carryOut(part, plan.value, limits), plan.value, limits)).toEqual([]);
        expect(shape(carryOut(part, planRollback(start, plan.value), limits))).toEqual(shape(start));
      }),
    );
  });

  it('refuses a full gallery unless it replaces, and a replaced medium that is gone', () => {
    const full = gallery(Array.from({ length: 250 }, (_, i) => `m${i}`));
    const intent = { fileId: 'A', variantIds: [] };
    const kindOf = (plan: ReturnType<typeof planPublish>) => (plan.ok ? 'ok' : plan.error.kind);
    expect(kindOf(planPublish(full, { ...intent, placement: 'append', replaces: null }))).toBe('media-limit');
    expect(kindOf(planPublish(full, { ...intent, placement: 'replace', replaces: 'm7' }))).toBe('ok');
    expect(kindOf(planPublish(full, { ...intent, placement: 'replace', replaces: 'x' }))).toBe('media-gone');
  });

  it('detaches the replaced medium last, but first when the product is full', () => {
    const names = (g: Gallery, replaces: string) => {
      const plan = planPublish(g, { fileId: 'A', placement: 'replace', replaces, variantIds: [] });
      return plan.ok ? planSteps(g, plan.value).map((s) => s.do) : [];
    };
    expect(names(gallery(['x', 'y', 'z'], ['y']), 'y')).toEqual([
      'attach',
      'reorder',
      'clear-variants',
      'set-variants',
      'detach',
    ]);
    const ids = Array.from({ length: 250 }, (_, i) => `m${i}`);
    expect(names(gallery(ids, ['m3']), 'm3')).toEqual(['detach', 'attach', 'reorder', 'set-variants']);
  });

  it('splits more than a hundred variants over several calls', () => {
    const many = gallery(
      ['x'],
      Array.from({ length: 250 }, () => 'x'),
    );
    const plan = planPublish(many, { fileId: 'A', placement: 'replace', replaces: 'x', variantIds: [] });
    if (!plan.ok) throw new Error('refused');
    const sizes = planSteps(many, plan.value).flatMap((s) => ('pairs' in s ? [s.pairs.length] : []));
    expect(sizes).toEqual([100, 100, 50, 100, 100, 50]);
  });
});

describe('undo', () => {
  it('of several publications, in any order and mixed with publishing, ends where it began', () => {
    fc.assert(
      fc.property(startArb, numbers, fc.integer({ min: 1, max: 5 }), (start, n, count) => {
        const pick = picker(n);
        let world: World = { gallery: start, effects: [] };
        let made = 0;
        const story: string[] = [JSON.stringify(shape(start))];
        const tell = (what: string) => story.push(`${what} -> ${JSON.stringify(shape(world.gallery))}`);
        while (made < count || world.effects.some((e) => e.state === 'live')) {
          const live = world.effects.filter((e) => e.state === 'live').map((e) => e.fileId);
          if (made < count && (live.length === 0 || pick([true, false]))) {
            world = publishRandomly(world, `A${made++}`, pick);
            const last = world.effects.at(-1);
            tell(`publish ${last?.fileId} instead of ${last?.replaces}`);
          } else {
            const which = pick(live) ?? '';
            const done = undo(world, which);
            world = done.world;
            tell(`undo ${which}`);
            expect(done.plan.leftAlone, story.join('\n')).toEqual([]);
          }
        }
        expect(shape(world.gallery), story.join('\n')).toEqual(shape(start));
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('goes on after an interruption at any step to the same end', () => {
    fc.assert(
      fc.property(startArb, numbers, fc.nat({ max: 6 }), (start, n, cut) => {
        const world = publishRandomly({ gallery: start, effects: [] }, 'A', picker(n));
        const { plan } = undo(world, 'A');
        const part = planSteps(world.gallery, plan.change).slice(0, cut).reduce(applyStep, world.gallery);
        expect(shape(carryOut(part, plan.change))).toEqual(shape(start));
      }),
    );
  });

  it('never takes out, reorders or relinks what the merchant has changed since', () => {
    fc.assert(
      fc.property(startArb, numbers, fc.integer({ min: 1, max: 4 }), (start, n, edits) => {
        const pick = picker(n);
        let world = publishRandomly({ gallery: start, effects: [] }, 'A', pick);
        for (let i = 0; i < edits; i++) world = { ...world, gallery: editByMerchant(world.gallery, i, pick) };
        const seen = world.gallery;
        const after = undo(world, 'A').world.gallery;
        const returned = world.effects[0]?.replaces;
        const wasThere = returned ? showsMedium(seen, returned) : false;
        const expected = idsOf(seen).filter((id) => id !== 'A');
        expect(idsOf(after).filter((id) => wasThere || id !== returned)).toEqual(expected);
        for (const v of seen.variants) {
          if (v.mediaId !== 'A') expect(mediumOfVariant(after, v.id)).toBe(v.mediaId);
        }
      }),
      { numRuns: runs(1_000) },
    );
  });

  it('lists the variant, the place and the alt text that someone changed', () => {
    let world: World = { gallery: gallery(['x', 'y', 'z'], ['y', 'y']), effects: [] };
    world = publish(world, 'A', 'replace', 'y', []);
    const media = ['z', 'x', 'A'].flatMap((id) => world.gallery.media.find((m) => m.id === id) ?? []);
    world.gallery = {
      media: media.map((m) => (m.id === 'A' ? { ...m, alt: 'mine' } : m)),
      variants: world.gallery.variants.map((v) => (v.id === 'v1' ? { ...v, mediaId: 'x' } : v)),
    };
    const { plan, world: end } = undo(world, 'A');
    expect(plan.leftAlone.map((l) => [l.what, l.id])).toEqual([
      ['place', 'A'],
      ['alt', 'A'],
      ['variant', 'v1'],
    ]);
    expect(shape(end.gallery)).toEqual({ ids: ['z', 'x', 'y'], variants: ['y', 'x'] });
  });

  it('puts the original back beside its old neighbours when the merchant has removed our picture', () => {
    let world: World = { gallery: gallery(['x', 'y', 'z']), effects: [] };
    world = publish(world, 'A', 'replace', 'y', []);
    world.gallery = applyStep(world.gallery, { do: 'detach', mediaId: 'A' });
    const { plan, world: end } = undo(world, 'A');
    expect(idsOf(end.gallery)).toEqual(['x', 'y', 'z']);
    expect(plan.leftAlone.map((l) => l.id)).toEqual(['A']);
  });

  it('names an original that was deleted, and takes its new id when it was uploaded again', () => {
    let world: World = { gallery: gallery(['x', 'y'], ['x']), effects: [] };
    world = publish(world, 'A', 'replace', 'x', []);
    const effect = world.effects[0];
    if (!effect) throw new Error('no effect');
    const base = { current: world.gallery, effect, others: [] };
    const deleted = planUndo({ ...base, original: 'deleted' });
    expect(deleted.leftAlone.map((l) => [l.what, l.id])).toEqual([
      ['medium', 'x'],
      ['variant', 'v0'],
    ]);
    expect(shape(carryOut(world.gallery, deleted.change))).toEqual({ ids: ['y'], variants: [null] });
    const again = planUndo({ ...base, original: { uploadedAs: 'x2' } });
    expect(again.leftAlone).toEqual([]);
    expect(shape(carryOut(world.gallery, again.change))).toEqual({ ids: ['x2', 'y'], variants: ['x2'] });
  });
});

const editByMerchant = (g: Gallery, number: number, pick: Pick): Gallery => {
  const ids = idsOf(g);
  const id = pick(ids);
  switch (pick(['add', 'detach', 'move', 'variant'])) {
    case 'detach':
      return id ? applyStep(g, { do: 'detach', mediaId: id }) : g;
    case 'move':
      return id
        ? applyStep(g, { do: 'reorder', moves: [{ id, position: pick(ids.map((_, i) => i)) ?? 0 }] })
        : g;
    case 'variant': {
      const variantId = pick(g.variants.map((v) => v.id));
      return variantId && id ? applyStep(g, { do: 'set-variants', pairs: [{ variantId, mediaId: id }] }) : g;
    }
    default:
      return applyStep(g, { do: 'attach', mediaId: `merchant${number}` });
  }
};

describe('a platform whose galleries are more than an order', () => {
  const woo = (order: string[], layout: string, variants: { id: string; mediaId: string | null }[] = []) => ({
    media: order.map((id) => ({ id, kind: 'image' as const, alt: '', url: null })),
    variants,
    layout,
    variantsShowAnyFile: true,
  });
  const effect = (before: ReturnType<typeof woo>, after: ReturnType<typeof woo>) => ({
    fileId: 'ours',
    alt: '',
    state: 'live' as const,
    replaces: null,
    before,
    after,
    reuploaded: null,
  });

  it('gives back the layout once the order is what it was, and not before', () => {
    const before = woo(['a', 'b'], 'no main picture');
    const current = woo(['ours', 'a', 'b'], 'ours is main');
    const { change } = planUndo({
      current,
      effect: effect(before, current),
      others: [],
      original: 'there',
    });
    expect(planSteps(current, change).map((step) => step.do)).toEqual(['detach', 'restore-layout']);
    expect(planSteps(woo(['b', 'a', 'ours'], 'x'), change).map((step) => step.do)).toEqual(['detach']);
    expect(planSteps(before, change)).toEqual([]);
  });

  it('lets a variant show again a file that was never in the gallery, while the file exists', () => {
    const before = woo(['a'], 'l', [{ id: 'v', mediaId: 'elsewhere' }]);
    const current = woo(['a', 'ours'], 'l', [{ id: 'v', mediaId: 'ours' }]);
    const input = { current, effect: effect(before, current), others: [], original: 'there' as const };
    const back = planUndo({ ...input, otherFiles: ['elsewhere'] });
    expect(back.leftAlone).toEqual([]);
    expect(planSteps(current, back.change)).toContainEqual({
      do: 'set-variants',
      pairs: [{ variantId: 'v', mediaId: 'elsewhere' }],
    });
    const gone = planUndo(input);
    expect(gone.change.variants).toEqual([{ variantId: 'v', from: 'ours', to: null }]);
    expect(gone.leftAlone).toHaveLength(1);
  });
});
