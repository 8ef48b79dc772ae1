import { Banner } from '@shopify/polaris';
import type { ModelOption } from './order-recipe.ts';

/** Says honestly when no model is set up, and how to change that; or that the one there is makes placeholders. */
export function ModelsBanner({ models }: { models: readonly ModelOption[] }) {
  if (models.length === 0) {
    return (
      <Banner tone="info" title="Scenes and redraws need an image model">
        <p>
          None is set up here. Who runs this Softbox sets a key (GOOGLE_AI_STUDIO_API_KEY, or Vertex AI) as
          docs/providers.md says. Packshot and studio pictures need none.
        </p>
      </Banner>
    );
  }
  if (!models.some((model) => model.isPlaceholder)) return null;
  return (
    <Banner tone="warning" title="A stand-in draws scenes and redraws here">
      <p>
        No key of a real model is set up, so such pictures are placeholders drawn by a program: they show how
        Softbox works, and are published to sandbox stores only. See docs/providers.md.
      </p>
    </Banner>
  );
}
