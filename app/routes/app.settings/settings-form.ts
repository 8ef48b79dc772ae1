import { BUDGET_SPANS, type Budget, type BudgetSpan } from '#app/domain/budget.ts';
import { MEASURES, type Measure } from '#app/domain/fidelity/measures.ts';
import type { FidelitySettings } from '#app/domain/fidelity/settings.ts';
import {
  DEFAULT_THRESHOLDS,
  type FidelityThresholdsInput,
  fidelityThresholdsSchema,
  type Limit,
  thresholdsOf,
} from '#app/domain/fidelity/thresholds.ts';
import type { Micros } from '#app/domain/ledger.ts';
import { type BrandKit, brandKitSchema, DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import type { Colour } from '#app/domain/recipe/colour.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { MEASURE_WORDS } from './gate-words.ts';

type Side = 'hold' | 'fail';
export const BRAND_COLOURS = [
  'primary',
  'secondary',
  'neutral',
] as const satisfies readonly (keyof BrandKit)[];
export type BrandColour = (typeof BRAND_COLOURS)[number];
/** "budget.day", "brand.primary", "limit.colour.hold" */
export type FieldName = `budget.${BudgetSpan}` | `brand.${BrandColour}` | `limit.${Measure}.${Side}`;

/** The form as it is typed. */
export interface SettingsValues {
  readonly texts: Readonly<Record<FieldName, string>>;
  readonly modelMayClear: boolean;
}
/** What is wrong, by field, each saying its field. */
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

export interface Settings {
  readonly budget: Budget;
  /** What of the brand kit is set here; the rest of it stays as it is. */
  readonly brand: Pick<BrandKit, BrandColour>;
  readonly fidelity: FidelitySettings;
}

export const limitField = (measure: Measure, side: Side): FieldName => `limit.${measure}.${side}`;
export const budgetField = (span: BudgetSpan): FieldName => `budget.${span}`;
export const brandField = (colour: BrandColour): FieldName => `brand.${colour}`;
const isLimit = (field: string): boolean => field.startsWith('limit.');

export const BUDGET_LABELS = {
  day: 'Budget per day',
  month: 'Budget per month',
  batch: 'Budget per batch',
} as const satisfies Record<BudgetSpan, string>;

export const BRAND_LABELS = {
  primary: 'Main',
  secondary: 'Second',
  neutral: 'Quiet',
} as const satisfies Record<BrandColour, string>;

/** How many of what is written make one of the measure. */
const scaleOf = (measure: Measure): number => (MEASURE_WORDS[measure].unit === '%' ? 100 : 1);
/** Without the dust of binary fractions. */
const tidy = (value: number): number => Number(value.toFixed(8));

/** Dollars as they are typed; nothing where there is no limit. */
const dollarsOf = (micros: Micros | null): string => {
  if (micros === null) return '';
  const cents = (micros + 5_000n) / 10_000n;
  return cents % 100n === 0n
    ? String(cents / 100n)
    : `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
};

const textOf = (measure: Measure, value: number | null): string =>
  value === null ? '' : String(tidy(value * scaleOf(measure)));

export const valuesOf = ({ budget, brand, fidelity }: Settings): SettingsValues => {
  const limits = thresholdsOf(fidelity.limits);
  const texts = [
    ...BUDGET_SPANS.map((span) => [budgetField(span), dollarsOf(budget[span])] as const),
    ...BRAND_COLOURS.map((colour) => [brandField(colour), brand[colour]] as const),
    ...MEASURES.flatMap((measure) => [
      [limitField(measure, 'hold'), textOf(measure, limits[measure].hold)] as const,
      [limitField(measure, 'fail'), textOf(measure, limits[measure].fail)] as const,
    ]),
  ];
  return {
    texts: Object.fromEntries(texts) as Record<FieldName, string>,
    modelMayClear: fidelity.modelMayClear,
  };
};

/** The same form with the gate as it is for a store that set nothing. */
export const withUsualGate = (values: SettingsValues, usual: SettingsValues): SettingsValues => ({
  texts: {
    ...values.texts,
    ...Object.fromEntries(Object.entries(usual.texts).filter(([field]) => isLimit(field))),
  },
  modelMayClear: usual.modelMayClear,
});

const AMOUNT = /^\d{1,7}(?:\.\d{1,2})?$/;
const NUMBER = /^\d{1,4}(?:\.\d{1,6})?$/;

const readBudget = (texts: SettingsValues['texts'], errors: Record<string, string>): Budget => {
  const of = (span: BudgetSpan): Micros | null => {
    const text = (texts[budgetField(span)] ?? '').trim();
    if (text === '') return null;
    if (AMOUNT.test(text)) return BigInt(Math.round(Number(text) * 100)) * 10_000n;
    errors[budgetField(span)] =
      `${BUDGET_LABELS[span]}: write an amount like 20 or 12.50, or nothing for no limit.`;
    return null;
  };
  return { day: of('day'), month: of('month'), batch: of('batch') };
};

const readBrand = (texts: SettingsValues['texts'], errors: Record<string, string>): Settings['brand'] => {
  const of = (colour: BrandColour): Colour => {
    const read = brandKitSchema.shape[colour].safeParse((texts[brandField(colour)] ?? '').trim());
    if (read.success) return read.data;
    const usual = DEFAULT_BRAND_KIT[colour];
    errors[brandField(colour)] =
      `Brand kit, ${BRAND_LABELS[colour]}: write the colour as # and six digits or letters a to f, like ${usual}.`;
    return usual;
  };
  return { primary: of('primary'), secondary: of('secondary'), neutral: of('neutral') };
};

const SIDE_WORDS = { hold: 'shown to a person from', fail: 'drawn again from' } as const;
const nameOf = (measure: Measure, side: Side): string =>
  `${MEASURE_WORDS[measure].label}, ${SIDE_WORDS[side]}`;

/** Why a limit cannot be; by the schema that the gate itself is held to. */
const limitError = (measure: Measure, limit: Limit): { readonly side: Side; readonly why: string } | null => {
  const issue = fidelityThresholdsSchema.safeParse({ [measure]: limit }).error?.issues[0];
  if (!issue) return null;
  const side = issue.path.at(-1) === 'fail' ? 'fail' : 'hold';
  const { unit } = MEASURE_WORDS[measure];
  if (issue.code === 'too_big') {
    return { side, why: `is at most ${tidy(Number(issue.maximum) * scaleOf(measure))} ${unit}.` };
  }
  if (issue.code === 'too_small') return { side, why: 'is more than 0.' };
  return {
    side,
    why: `has to be more than ${tidy(limit.hold * scaleOf(measure))} ${unit}, where a person looks.`,
  };
};

const readLimit = (
  measure: Measure,
  texts: SettingsValues['texts'],
  errors: Record<string, string>,
): Limit | null => {
  const number = (side: Side): number | null => {
    const text = (texts[limitField(measure, side)] ?? '').trim();
    if (side === 'fail' && text === '') return null;
    if (NUMBER.test(text)) return tidy(Number(text) / scaleOf(measure));
    errors[limitField(measure, side)] =
      `${nameOf(measure, side)}: write a number like ${textOf(measure, DEFAULT_THRESHOLDS[measure].hold)}${side === 'fail' ? ', or nothing for never' : ''}.`;
    return null;
  };
  const [hold, fail] = [number('hold'), number('fail')];
  if (hold === null || errors[limitField(measure, 'fail')] !== undefined) return null;
  const wrong = limitError(measure, { hold, fail });
  if (!wrong) return { hold, fail };
  errors[limitField(measure, wrong.side)] = `${nameOf(measure, wrong.side)}: ${wrong.why}`;
  return null;
};

const isUsual = (measure: Measure, { hold, fail }: Limit): boolean => {
  const usual = DEFAULT_THRESHOLDS[measure];
  return usual.hold === hold && usual.fail === fail;
};

/** The settings that the form asks for, or what is wrong with which field. A limit that is the usual one is not kept as one's own. */
export const readSettings = ({ texts, modelMayClear }: SettingsValues): Result<Settings, FieldErrors> => {
  const errors: Record<string, string> = {};
  const budget = readBudget(texts, errors);
  const brand = readBrand(texts, errors);
  const limits: { -readonly [M in keyof FidelityThresholdsInput]: FidelityThresholdsInput[M] } = {};
  for (const measure of MEASURES) {
    const limit = readLimit(measure, texts, errors);
    if (limit && !isUsual(measure, limit)) limits[measure] = { hold: limit.hold, fail: limit.fail };
  }
  if (Object.keys(errors).length > 0) return err(errors as FieldErrors);
  return ok({ budget, brand, fidelity: { limits, modelMayClear } });
};
