import type { LoaderFunctionArgs } from '@remix-run/node';
import { idOf } from '#app/http/screen-params.ts';
import { screenFailure, screenJson } from '#app/http/screen-reply.ts';

/** How a picture was made: the model, its last words, what the gate said. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const found = await context.container.useCases.readAssets.get(store.id, idOf(params.assetId));
  if (!found.ok) return screenFailure(found.error);
  const model = found.value.provenance?.model ?? null;
  return screenJson({
    model: model && {
      name: model.name,
      isPlaceholder: model.isPlaceholder,
      references: model.references.length,
      fidelity: model.fidelity,
      c2paReceived: model.c2pa.received,
      draws: model.draws.map(({ number, wording, modelVersion, verdict }) => ({
        number,
        wording,
        modelVersion,
        verdict: verdict && { verdict: verdict.verdict, sentence: verdict.sentence },
      })),
    },
  });
};
