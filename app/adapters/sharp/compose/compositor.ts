import sharp from 'sharp';
import { ok, type Result } from '#app/domain/result.ts';
import type { Compositor } from '#app/ports/compositor.ts';
import type { ImageInspector, RenderedPicture } from '#app/ports/imaging.ts';
import { makeLightTables } from '../linear-light.ts';
import { type Composed, composeScene } from './compose-scene.ts';
import { finishRedraw } from './finish-redraw.ts';
import { mergeEdit } from './merge-edit.ts';

/** Changes whenever the same request would give other bytes. */
const COMPOSING = '1';

export interface CompositorDeps {
  /** Checks the models' pictures as it checks merchants' uploads. */
  readonly inspector: ImageInspector;
  /** Milliseconds; only for `renderMs`. */
  readonly now?: () => number;
}

/** Puts together what a model made and what is the product's own, with sharp and typed arrays; no network, no model. */
export const makeCompositor = ({ inspector, now = () => performance.now() }: CompositorDeps): Compositor => {
  const tools = { inspector, tables: makeLightTables() };
  const timed = async (work: () => Promise<Result<Composed>>): Promise<Result<RenderedPicture>> => {
    const started = now();
    const done = await work();
    return done.ok ? ok({ ...done.value, renderMs: Math.round(now() - started) }) : done;
  };
  return {
    version: `${COMPOSING}-sharp${sharp.versions.sharp ?? ''}-vips${sharp.versions.vips}`,
    composeScene: (request, { signal } = {}) => timed(() => composeScene(request, tools, signal)),
    finishRedraw: (request, { signal } = {}) => timed(() => finishRedraw(request, tools, signal)),
    mergeEdit: (request, { signal } = {}) => timed(() => mergeEdit(request, tools, signal)),
  };
};
