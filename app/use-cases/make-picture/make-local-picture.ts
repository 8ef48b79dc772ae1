import { isDoubtful } from '../../domain/imaging/cut-out-facts.ts';
import type { LocalRecipe } from '../../domain/recipe/recipe.ts';
import { ok } from '../../domain/result.ts';
import type { Renderer } from '../../ports/imaging.ts';
import { fetchSource } from '../fetch-source.ts';
import { finishPicture } from './finish-picture.ts';
import type { PictureDeps, PictureMaker } from './picture-maker.ts';

export interface LocalPictureDeps extends PictureDeps {
  readonly renderer: Renderer;
}

/** Packshot and studio: fetch, inspect, keep, cut out, draw, check, store. */
export const makeLocalPicture =
  (deps: LocalPictureDeps): PictureMaker<LocalRecipe> =>
  async (job, recipe, advance, signal) => {
    const source = await fetchSource(deps, job, signal);
    if (!source.ok) return source;
    const { bytes, hash: sourceHash } = source.value;
    const mask = await deps.maskOfSource(job.storeId, { hash: sourceHash, bytes });
    if (!mask.ok) return mask;

    const rendering = await advance('rendering');
    if (!rendering.ok) return rendering;
    const versions = {
      softbox: deps.version,
      cutOut: deps.cutOut.version,
      renderer: deps.renderer.version,
    };
    const provenance = { sourceHash, recipeHash: job.recipeHash, versions };
    const drawn = await deps.renderer.render(
      { source: bytes, mask: mask.value, recipe, provenance },
      { signal },
    );
    if (!drawn.ok) return drawn;
    const picture = drawn.value;

    const checking = await advance('checking');
    if (!checking.ok) return checking;
    const parts = {
      source: source.value,
      mask: mask.value,
      picture,
      recipe,
      versions,
      model: null,
      doubts: [],
    };
    const asset = await finishPicture(deps, job, parts);
    if (!asset.ok) return asset;
    const held = isDoubtful(mask.value.facts) || picture.backgroundExact === false;
    return ok({ asset: asset.value, held });
  };
