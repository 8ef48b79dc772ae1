import { ChoiceList } from '@shopify/polaris';
import type { OrderKind } from './order-recipe.ts';

const KINDS = [
  { value: 'packshot', label: 'Packshot', helpText: 'The product on one exact colour, or on nothing.' },
  { value: 'studio', label: 'Studio', helpText: "The product on a backdrop in your brand's colours." },
  {
    value: 'scene',
    label: 'Scene',
    helpText: "A model photographs an empty place; your product's own pixels are put into it.",
  },
  {
    value: 'redraw',
    label: 'Redraw',
    helpText: 'A model draws the product into a place. What is no longer your product is held back.',
  },
] as const satisfies readonly { value: OrderKind; label: string; helpText: string }[];

/** What kind of picture. Kinds that need a model are there without one too, and say what is missing. */
export function KindChoice({
  kind,
  available,
  onChange,
}: {
  kind: OrderKind;
  available: readonly string[];
  onChange: (kind: OrderKind) => void;
}) {
  const choices = KINDS.map((one) => ({ ...one, disabled: !available.includes(one.value) }));
  const pick = ([value]: string[]) => {
    const found = KINDS.find((one) => one.value === value);
    if (found) onChange(found.value);
  };
  return <ChoiceList title="Kind of picture" choices={choices} selected={[kind]} onChange={pick} />;
}
