import { BlockStack, Card, InlineGrid, Text, TextField } from '@shopify/polaris';
import { price } from '#app/components/money.ts';
import { BUDGET_SPANS, type BudgetSpan } from '#app/domain/budget.ts';
import { BUDGET_LABELS, budgetField, type FieldErrors, type FieldName } from './settings-form.ts';

/** What is taken of each limit now, micro-units as text; null: no limit. */
export type BudgetLeftView = Readonly<Record<BudgetSpan, { spent: string; left: string } | null>>;

const PERIOD = {
  day: 'Pictures ordered between midnight and midnight UTC.',
  month: 'Pictures ordered in a calendar month, UTC.',
  batch: 'Pictures ordered together; checked for each new order.',
} as const satisfies Record<BudgetSpan, string>;

const amount = (micros: string): string => (micros === '0' ? 'nothing' : price(micros));

const leftWords = (span: BudgetSpan, left: BudgetLeftView): string => {
  const one = left[span];
  if (!one || span === 'batch') return PERIOD[span];
  return `${PERIOD[span]} Taken so far: ${amount(one.spent)}; left: ${amount(one.left)}.`;
};

/** What the store lets itself spend. */
export function BudgetCard({
  texts,
  errors,
  left,
  onChange,
}: {
  readonly texts: Readonly<Record<FieldName, string>>;
  readonly errors: FieldErrors;
  readonly left: BudgetLeftView;
  readonly onChange: (field: FieldName, text: string) => void;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Budget
          </Text>
          <Text as="p" tone="subdued">
            An order that would pass one of these is refused before anything is made, and says which one.
            Empty means no limit. What failed is given back and does not count. Packshot and studio pictures
            are free.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          {BUDGET_SPANS.map((span) => (
            <TextField
              key={span}
              label={BUDGET_LABELS[span]}
              prefix="US$"
              inputMode="decimal"
              autoComplete="off"
              placeholder="No limit"
              value={texts[budgetField(span)]}
              onChange={(text) => onChange(budgetField(span), text)}
              error={errors[budgetField(span)]}
              helpText={leftWords(span, left)}
            />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
