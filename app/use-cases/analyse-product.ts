import { failure } from '../domain/failure.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { ANALYSIS_ANSWER_TOKENS, ANALYSIS_INSTRUCTIONS } from '../domain/scene/analyse-product.ts';
import type { Vertical } from '../domain/scene/library/library-scene.ts';
import { verticalsOf } from '../domain/scene/library/scene-library.ts';
import { plainWords } from '../domain/scene/plain-words.ts';
import { type ProductAnalysis, productAnalysisSchema } from '../domain/scene/product-analysis.ts';
import type { NewId } from '../ports/clock.ts';
import type { AnalysisVersion, ProductAnalyses } from '../ports/repositories/product-analyses.ts';
import type { ProductDetail, Products } from '../ports/repositories/products.ts';
import type { Sources } from '../ports/repositories/sources.ts';
import type { Thumbnailer } from '../ports/thumbnailer.ts';
import type { AskFreeQuestion } from './ask-free-question.ts';
import { type FetchSourceDeps, fetchSource } from './fetch-source.ts';

export interface AnalysisView extends Omit<AnalysisVersion, 'analysis'> {
  /** Null when a version of Softbox wrote it whose fields are no longer known. */
  readonly analysis: ProductAnalysis | null;
}

export interface PhotoAnalysis {
  readonly productImageId: string;
  /** Newest first; the first one counts. Empty: never read nor written. */
  readonly versions: readonly AnalysisView[];
  /** Trades whose scenes suit, the likeliest first. */
  readonly verticals: readonly Vertical[];
}

export interface AnalyseProduct {
  /** Failure: not-found. */
  get(storeId: string, productImageId: string): Promise<Result<PhotoAnalysis>>;
  /**
   * Has the photo read by a vision model; one more version. Free for the merchant, booked as a call. The same photo is not read
   * twice unless `again`. Failures: not-found, those of fetching and inspecting, those of a question, conflict.
   */
  read(
    storeId: string,
    productImageId: string,
    by: { readonly actor: string; readonly again: boolean },
    options: { readonly signal: AbortSignal },
  ): Promise<Result<PhotoAnalysis>>;
  /**
   * The merchant's words, as the version after `version` (0: the first). Failures: not-found, conflict.
   */
  edit(
    storeId: string,
    productImageId: string,
    change: { readonly analysis: ProductAnalysis; readonly version: number; readonly actor: string },
  ): Promise<Result<PhotoAnalysis>>;
}

export interface AnalyseProductDeps extends FetchSourceDeps {
  readonly productAnalyses: ProductAnalyses;
  readonly productSources: Pick<Sources, 'ofImages'>;
  readonly products: Pick<Products, 'get'>;
  readonly thumbnailer: Thumbnailer;
  readonly questions: AskFreeQuestion;
  readonly newId: NewId;
}

/** Versions that a screen shows; older ones are kept. */
const SHOWN_VERSIONS = 20;
/** Large enough to read a label by. */
const SHOWN_SIDE = 1_536;

const toView = ({ analysis, ...row }: AnalysisVersion): AnalysisView => ({
  ...row,
  analysis: productAnalysisSchema.safeParse(analysis).data ?? null,
});

interface Photo {
  readonly productImageId: string;
  readonly url: string;
  readonly product: Pick<ProductDetail, 'title' | 'productType'>;
}

export const makeAnalyseProduct = (deps: AnalyseProductDeps): AnalyseProduct => {
  const photoOf = async (storeId: string, productImageId: string): Promise<Result<Photo>> => {
    const [image] = await deps.productSources.ofImages(storeId, [productImageId]);
    const product = image && (await deps.products.get(storeId, image.productId));
    if (!image || !product) return err(failure('not-found', 'There is no such photo of a product.'));
    return ok({ productImageId, url: image.url, product });
  };

  const viewOf = async (storeId: string, { productImageId, product }: Photo): Promise<PhotoAnalysis> => {
    const rows = await deps.productAnalyses.versions(storeId, productImageId, SHOWN_VERSIONS);
    const versions = rows.map(toView);
    return { productImageId, versions, verticals: verticalsOf(product, versions[0]?.analysis ?? null) };
  };

  const ask = async (storeId: string, photo: Photo, bytes: Uint8Array, signal: AbortSignal) => {
    const small = await deps.thumbnailer.thumbnail(bytes, SHOWN_SIDE);
    if (!small.ok) return small;
    const data = [
      { label: 'product title', text: plainWords(photo.product.title) },
      { label: 'product type', text: plainWords(photo.product.productType) },
    ];
    return deps.questions.ask({
      storeId,
      task: 'analyse-product',
      instructions: ANALYSIS_INSTRUCTIONS,
      data: data.filter(({ text }) => text !== ''),
      images: [{ label: 'photo of the product', ...small.value }],
      answer: productAnalysisSchema,
      maxOutputTokens: ANALYSIS_ANSWER_TOKENS,
      signal,
    });
  };

  return {
    async get(storeId, productImageId) {
      const photo = await photoOf(storeId, productImageId);
      return photo.ok ? ok(await viewOf(storeId, photo.value)) : photo;
    },
    async read(storeId, productImageId, { actor, again }, { signal }) {
      const photo = await photoOf(storeId, productImageId);
      if (!photo.ok) return photo;
      const free = await deps.questions.ready(storeId);
      if (!free.ok) return free;
      const source = await fetchSource(deps, { storeId, sourceUrl: photo.value.url }, signal);
      if (!source.ok) return source;
      const kept = await deps.productAnalyses.versions(storeId, productImageId, SHOWN_VERSIONS);
      const { hash } = source.value;
      // also when the merchant has edited it since: an edit is not written over unasked
      if (!again && kept.some((v) => v.sourceHash === hash)) return ok(await viewOf(storeId, photo.value));
      const answer = await ask(storeId, photo.value, source.value.bytes, signal);
      if (!answer.ok) return answer;
      const added = await deps.productAnalyses.add(storeId, {
        id: deps.newId(),
        productImageId,
        version: (kept[0]?.version ?? 0) + 1,
        analysis: answer.value.value,
        origin: 'model',
        model: modelName(answer.value.answeredBy),
        placeholder: answer.value.isPlaceholder,
        sourceHash: hash,
        createdBy: actor,
        now: deps.clock.now(),
      });
      return added.ok ? ok(await viewOf(storeId, photo.value)) : added;
    },
    async edit(storeId, productImageId, { analysis, version, actor }) {
      const photo = await photoOf(storeId, productImageId);
      if (!photo.ok) return photo;
      const [newest] = await deps.productAnalyses.versions(storeId, productImageId, 1);
      if ((newest?.version ?? 0) !== version) {
        return err(
          failure(
            'conflict',
            'Somebody changed what is known of this photo meanwhile. Look again, then save.',
            {
              field: 'version',
            },
          ),
        );
      }
      const added = await deps.productAnalyses.add(storeId, {
        id: deps.newId(),
        productImageId,
        version: version + 1,
        analysis,
        origin: 'merchant',
        model: null,
        placeholder: false,
        sourceHash: null,
        createdBy: actor,
        now: deps.clock.now(),
      });
      return added.ok ? ok(await viewOf(storeId, photo.value)) : added;
    },
  };
};
