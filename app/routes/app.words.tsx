import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Result } from '#app/domain/result.ts';
import { languageSchema } from '#app/domain/words/language.ts';
import { idOf } from '#app/http/screen-params.ts';

/** Whose words: `?asset=`, or `?product=&image=` for a picture of the merchant's own. */
const targetOf = (request: Request) => {
  const params = new URL(request.url).searchParams;
  const asset = params.get('asset');
  return asset !== null
    ? ({ kind: 'asset', assetId: idOf(asset) } as const)
    : ({
        kind: 'photo',
        productId: idOf(params.get('product') ?? ''),
        imageId: idOf(params.get('image') ?? ''),
      } as const);
};

const problemOf = (done: Result<unknown>): { readonly problem: string | null } => ({
  problem: done.ok ? null : done.error.message,
});

/** The words of a picture, and the languages it can have them in. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { words } = context.container.useCases;
  const view = await words.read(store.id, targetOf(request));
  if (!view.ok) return { problem: view.error.message, view: null };
  const { languages, formerAlt } = view.value;
  return {
    problem: null,
    view: {
      formerAlt,
      canWrite: words.canWrite,
      others: languages.known ? languages.others : [],
      missing: languages.known ? [] : languages.missing,
      words: view.value.words.map(({ language, version, alt, caption, source }) => ({
        language,
        version,
        alt,
        caption,
        source,
      })),
    },
  };
};

/** `write`: by a model. `save`: by the person. `allowed`: the merchant has just given a permission. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const { words } = context.container.useCases;
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  const target = targetOf(request);
  if (text('intent') === 'allowed') return problemOf(await words.learnScopes(store.id));
  const languages = text('languages').split(',');
  if (languages.some((code) => !languageSchema.safeParse(code).success)) {
    return { problem: 'That is not the code of a language.' };
  }
  if (text('intent') === 'write') {
    const existing = text('replace') === '1' ? 'replace' : 'replace-model';
    const request_ = { target, languages, existing, mayFallOver: true, actor } as const;
    return problemOf(await words.write(store.id, request_, request.signal));
  }
  const seenVersion = Number.parseInt(text('seenVersion'), 10) || 0;
  const edit = { target, language: languages[0] ?? '', alt: text('alt'), caption: text('caption') };
  return problemOf(await words.edit(store.id, { ...edit, seenVersion, actor }));
};
