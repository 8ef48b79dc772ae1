import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { MAIN } from '#app/domain/words/language.ts';
import { idOf } from '#app/http/screen-params.ts';

const pictureOf = (request: Request) => {
  const params = new URL(request.url).searchParams;
  return { productId: idOf(params.get('product') ?? ''), imageId: idOf(params.get('image') ?? '') };
};

/** What publishing the words of a picture of the merchant's own would change, read from the store at this moment. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { words } = context.container.useCases;
  const picture = pictureOf(request);
  const [review, drafts] = await Promise.all([
    words.reviewAlt(store.id, picture, request.signal),
    words.read(store.id, { kind: 'photo', ...picture }),
  ]);
  if (!review.ok) return { problem: review.error.message, review: null };
  if (!drafts.ok) return { problem: drafts.error.message, review: null };
  const { alt, translations, languages, shownBy } = review.value;
  const draftOf = (language: string) => drafts.value.words.find((w) => w.language === language)?.alt ?? null;
  const others = languages.known ? languages.others : [];
  return {
    problem: null,
    review: {
      seenAlt: alt,
      newAlt: draftOf(MAIN),
      shownBy: shownBy.map(({ id, title }) => ({ id, title })),
      others: others.map(({ code, name }) => ({
        code,
        name,
        before: translations.find((t) => t.locale === code)?.value ?? null,
        after: draftOf(code),
      })),
    },
  };
};

/** `change`: publish the words. `undo`: take a change back. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const { words } = context.container.useCases;
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  if (text('intent') === 'undo') {
    const undone = await words.undoAlt(store.id, idOf(text('changeId')), actor);
    return { problem: undone.ok ? null : undone.error.message, done: undone.ok };
  }
  const picture = pictureOf(request);
  const drafts = await words.read(store.id, { kind: 'photo', ...picture });
  if (!drafts.ok) return { problem: drafts.error.message, done: false };
  const main = drafts.value.words.find((w) => w.language === MAIN);
  if (!main) return { problem: 'Write the alt text first.', done: false };
  const { languages } = drafts.value;
  const published = languages.known ? languages.others.map(({ code }) => code) : [];
  const translations = drafts.value.words
    .filter((w) => published.includes(w.language) && w.alt !== '')
    .map((w) => ({ locale: w.language, value: w.alt }));
  const change = { ...picture, alt: main.alt, translations, seenAlt: text('seenAlt'), actor };
  const asked = await words.changeAlt(store.id, change);
  return { problem: asked.ok ? null : asked.error.message, done: asked.ok };
};
