import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { languageSchema, MAIN } from '#app/domain/words/language.ts';
import { idOf } from '#app/http/screen-params.ts';

/** How far the words for the pictures of a batch are. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { words } = context.container.useCases;
  const run = await words.latestRun(store.id, idOf(params.batchId));
  const languages = await words.readLanguages(store.id);
  const found = run.ok ? run.value : null;
  return {
    canWrite: words.canWrite,
    others: languages.ok && languages.value.known ? languages.value.others : [],
    run: found && {
      state: found.state,
      written: found.written,
      skipped: found.skipped,
      refused: found.refused,
      problem: found.failure?.message ?? null,
    },
  };
};

/** Asks for words for every picture of the batch that has none. */
export const action = async ({ request, params, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const form = await request.formData();
  const languages = String(form.get('languages') ?? MAIN).split(',');
  if (languages.some((code) => !languageSchema.safeParse(code).success)) {
    return { problem: 'That is not the code of a language.' };
  }
  const batchId = idOf(params.batchId);
  const asked = await context.container.useCases.words.requestRun(store.id, { batchId, languages, actor });
  return { problem: asked.ok ? null : asked.error.message };
};
