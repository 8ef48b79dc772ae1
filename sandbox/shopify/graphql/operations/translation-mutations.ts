import { registerTranslations, removeTranslations, type TranslationInput } from '../../rules/translations.ts';
import type { TranslationRecord } from '../../state/types.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { requireGid } from '../views/node-view.ts';
import { translationView } from '../views/translation-view.ts';
import { errorViews } from './file-mutations.ts';

/** Only pictures are translatable here; the rest of the shop keeps its one language. */
export function requireTranslatable(value: unknown): string {
  const { type } = requireGid(value);
  if (type !== 'MediaImage') throw notInSandbox(`translations of ${type}`);
  return String(value);
}

function views(context: Context, rows: TranslationRecord[] | null): View[] | null {
  return (
    rows?.flatMap((row) => {
      const file = context.shop.files.all().find((one) => row.resourceId.endsWith(`/${one.id}`));
      return file ? [translationView(file, row)] : [];
    }) ?? null
  );
}

export const TRANSLATION_MUTATIONS: Record<string, (context: Context, args: Arguments) => View> = {
  translationsRegister(context, args) {
    const rows = args.translations as TranslationInput[];
    if (rows.some((row) => row.marketId != null)) throw notInSandbox('translations of a market');
    const done = registerTranslations(
      context.world,
      context.shop,
      requireTranslatable(args.resourceId),
      rows,
    );
    return {
      __typename: 'TranslationsRegisterPayload',
      translations: views(context, done.translations),
      userErrors: errorViews('TranslationUserError', done.errors),
    };
  },
  translationsRemove(context, args) {
    if ((args.marketIds as string[] | null)?.length) throw notInSandbox('translations of a market');
    const id = requireTranslatable(args.resourceId);
    const keys = args.translationKeys as string[];
    const done = removeTranslations(context.shop, id, keys, args.locales as string[]);
    return {
      __typename: 'TranslationsRemovePayload',
      translations: views(context, done.translations),
      userErrors: errorViews('TranslationUserError', done.errors),
    };
  },
};
