import { BlockStack, Card, Divider, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { price } from '#app/components/money.ts';

/** Amounts are micro-units as text. */
export interface UsageView {
  readonly balance: string;
  readonly plan: { readonly name: string; readonly monthlyCredit: string; readonly nextAt: string } | null;
  readonly spent: string;
  readonly reserved: string;
  readonly kinds: readonly {
    readonly kind: string;
    readonly pictures: number;
    readonly inTheMaking: number;
    readonly spent: string;
    readonly reserved: string;
  }[];
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  packshot: 'Packshot',
  studio: 'Studio',
  scene: 'Scene',
  redraw: 'Redraw',
  edit: 'Edit',
};

const amount = (micros: string): string => (micros === '0' ? 'US$0.00' : price(micros));
const pictures = (many: number): string => (many === 1 ? '1 picture' : `${many} pictures`);

function Figure({ label, value, help }: { label: string; value: string; help: string }) {
  return (
    <BlockStack gap="050">
      <Text as="h3" variant="bodySm" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant="headingLg">
        {value}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {help}
      </Text>
    </BlockStack>
  );
}

function KindRow({ row }: { row: UsageView['kinds'][number] }) {
  const isFree = row.spent === '0' && row.reserved === '0';
  const made = pictures(row.pictures) + (row.inTheMaking > 0 ? `, ${row.inTheMaking} in the making` : '');
  const cost = isFree ? 'Free' : price(row.spent);
  const aside = row.reserved === '0' ? '' : ` and ${price(row.reserved)} set aside`;
  return (
    <InlineStack align="space-between" gap="200" wrap>
      <Text as="p">
        {KIND_NAMES[row.kind] ?? row.kind} · {made}
      </Text>
      <Text as="p" tone="subdued">
        {row.spent === '0' && !isFree ? `${price(row.reserved)} set aside` : `${cost}${aside}`}
      </Text>
    </InlineStack>
  );
}

/** What this month cost so far. */
export function UsageCard({ usage }: { readonly usage: UsageView }) {
  const { balance, plan, spent, reserved, kinds } = usage;
  const credit = plan
    ? `${plan.name}: ${price(plan.monthlyCredit)} a month, next on ${plan.nextAt}`
    : 'Credit that whoever runs this Softbox has given.';
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          This month so far
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          <Figure label="Spent" value={amount(spent)} help="On pictures that were made." />
          <Figure
            label="Set aside"
            value={amount(reserved)}
            help="For pictures in the making; comes back if one fails."
          />
          <Figure label="Left to spend" value={amount(balance)} help={credit} />
        </InlineGrid>
        <Divider />
        {kinds.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing was made this month yet.
          </Text>
        ) : (
          <BlockStack gap="200">
            {kinds.map((row) => (
              <KindRow key={row.kind} row={row} />
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
