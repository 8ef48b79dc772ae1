export type PickerOptions = {
  action: 'add' | 'select';
  /** How many products at most. */
  limit: number;
  withVariants: boolean;
  query: string;
  /** The app's own filter; not shown. */
  base: string;
  hide: { draft: boolean; archived: boolean; hidden: boolean };
  selection: { id: string; variants: string[] | undefined }[];
};

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads `ResourcePickerOptions` of @shopify/app-bridge-types, as the app sent them. */
export function parsePickerOptions(params: unknown): PickerOptions {
  const fields = fieldsOf(params);
  const filter = fieldsOf(fields.filter);
  const { multiple } = fields;
  const limit =
    typeof multiple === 'number' ? Math.max(1, Math.floor(multiple)) : multiple === true ? 250 : 1;
  const given = Array.isArray(fields.selectionIds) ? fields.selectionIds : [];
  return {
    action: fields.action === 'select' ? 'select' : 'add',
    limit,
    withVariants: filter.variants !== false,
    query: textOf(fields.query),
    base: textOf(filter.query),
    hide: {
      draft: filter.draft === false,
      archived: filter.archived === false,
      hidden: filter.hidden === false,
    },
    selection: given.slice(0, 250).map((entry) => {
      const { id, variants } = fieldsOf(entry);
      return {
        id: textOf(id),
        variants: Array.isArray(variants)
          ? variants.map((variant) => textOf(fieldsOf(variant).id))
          : undefined,
      };
    }),
  };
}
