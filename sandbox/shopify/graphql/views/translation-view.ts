import { gid } from '../../gid.ts';
import { contentOf, digestOf, isOutdated, localesOf, translationsOf } from '../../rules/translations.ts';
import type { FileRecord, TranslationRecord } from '../../state/types.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';

export function translationView(file: FileRecord, row: TranslationRecord): View {
  return {
    __typename: 'Translation',
    key: row.key,
    locale: row.locale,
    value: row.value,
    outdated: isOutdated(file, row),
    updatedAt: row.updatedAt,
    market: null,
  };
}

/** `translations` of a file itself are those in languages that shoppers see (description of `HasPublishedTranslations`). */
export function publishedTranslations(context: Context, file: FileRecord, args: Arguments): View[] {
  if (args.marketId != null) throw notInSandbox('translations of a market');
  const locale = localesOf(context.shop).find((row) => row.locale === args.locale);
  if (!locale?.published) return [];
  return translationsOf(context.shop, file, locale.locale).map((row) => translationView(file, row));
}

export function translatableResourceView(context: Context, file: FileRecord): View {
  const primary = localesOf(context.shop).find((row) => row.primary)?.locale ?? 'en';
  return {
    __typename: 'TranslatableResource',
    resourceId: gid(file.kind, file.id),
    translatableContent: (args: Arguments) => {
      if (args.marketId != null) throw notInSandbox('translatableContent of a market');
      return contentOf(file).map(({ key, value }) => ({
        __typename: 'TranslatableContent',
        key,
        value,
        digest: digestOf(value),
        locale: primary,
        type: 'SINGLE_LINE_TEXT_FIELD',
      }));
    },
    translations: (args: Arguments) => {
      if (args.marketId != null) throw notInSandbox('translations of a market');
      const rows = translationsOf(context.shop, file, String(args.locale)).map((row) =>
        translationView(file, row),
      );
      return args.outdated == null ? rows : rows.filter((row) => row.outdated === args.outdated);
    },
  };
}

/** https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopLocale */
export function shopLocaleViews(context: Context, args: Arguments): View[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return localesOf(context.shop)
    .filter((row) => args.published !== true || row.published)
    .map((row) => ({ __typename: 'ShopLocale', ...row, name: names.of(row.locale) ?? row.locale }));
}
