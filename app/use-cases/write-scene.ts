import { failure } from '../domain/failure.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { SCENE_ANSWER_TOKENS, sceneAnswerSchema, withoutSubject } from '../domain/scene/describe-scene.ts';
import { plainWords } from '../domain/scene/plain-words.ts';
import type { SceneDescription } from '../domain/scene/scene-description.ts';
import { PRODUCT, WISH, WISH_LENGTH, WRITE_SCENE_INSTRUCTIONS } from '../domain/scene/write-scene.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { AskFreeQuestion } from './ask-free-question.ts';

export interface WriteSceneDeps {
  readonly products: Pick<Products, 'get'>;
  readonly questions: AskFreeQuestion;
}

export interface WrittenScene {
  readonly description: SceneDescription;
  /** "provider/model" that wrote it. */
  readonly model: string;
  /** True: a stand-in wrote it. */
  readonly placeholder: boolean;
}

/**
 * Has a place written in full from a few words of the merchant, in any language, suited to a product where one is named. Nothing
 * is kept: the merchant looks at the fields, changes them, and orders with what he then sees. Failures: invalid-input (`wish`),
 * not-found (`productId`), those of a free question.
 */
export const makeWriteScene =
  ({ products, questions }: WriteSceneDeps) =>
  async (
    storeId: string,
    { wish, productId }: { readonly wish: string; readonly productId: string | null },
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Result<WrittenScene>> => {
    const words = plainWords(wish, WISH_LENGTH + 1);
    if (words === '' || words.length > WISH_LENGTH) {
      const why = `Say in 1 to ${WISH_LENGTH} characters what the place should be like.`;
      return err(failure('invalid-input', why, { field: 'wish' }));
    }
    const product = productId === null ? null : await products.get(storeId, productId);
    if (productId !== null && !product) {
      return err(failure('not-found', 'There is no such product.', { field: 'productId' }));
    }
    const named = plainWords(product ? `${product.title}, ${product.productType}` : '');
    const answer = await questions.ask({
      storeId,
      task: 'write-prompt',
      instructions: WRITE_SCENE_INSTRUCTIONS,
      data: [{ label: WISH, text: words }, ...(named === '' ? [] : [{ label: PRODUCT, text: named }])],
      images: [],
      answer: sceneAnswerSchema,
      maxOutputTokens: SCENE_ANSWER_TOKENS,
      signal,
    });
    if (!answer.ok) return answer;
    const { value, answeredBy, isPlaceholder } = answer.value;
    return ok({
      description: withoutSubject(value),
      model: modelName(answeredBy),
      placeholder: isPlaceholder,
    });
  };
export type WriteScene = ReturnType<typeof makeWriteScene>;
