import { __ } from '@wordpress/i18n';
import type { AssetDetail, Job, PublicationState } from '../api/types.ts';

export type Tone = 'plain' | 'info' | 'good' | 'warning' | 'bad';

/** A state in WooCommerce's own look of order states. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <mark className={`softbox-badge softbox-badge--${tone}`}>
      <span>{children}</span>
    </mark>
  );
}

export function JobBadge({ state }: { readonly state: Job['state'] }) {
  const texts: Readonly<Record<Job['state'], readonly [string, Tone]>> = {
    queued: [__('Waiting', 'softbox-product-photos'), 'plain'],
    preparing: [__('Cutting out', 'softbox-product-photos'), 'info'],
    rendering: [__('Drawing', 'softbox-product-photos'), 'info'],
    waiting: [__('Waits for the cheaper run', 'softbox-product-photos'), 'plain'],
    checking: [__('Checking', 'softbox-product-photos'), 'info'],
    ready: [__('Ready', 'softbox-product-photos'), 'good'],
    held: [__('Needs a look', 'softbox-product-photos'), 'warning'],
    failed: [__('Failed', 'softbox-product-photos'), 'bad'],
    cancelled: [__('Cancelled', 'softbox-product-photos'), 'plain'],
  };
  const [text, tone] = texts[state];
  return <Badge tone={tone}>{text}</Badge>;
}

export function PublicationBadge({ state }: { readonly state: PublicationState }) {
  const texts = {
    planned: [__('Waiting', 'softbox-product-photos'), 'plain'],
    uploading: [__('Uploading', 'softbox-product-photos'), 'info'],
    placing: [__('Placing', 'softbox-product-photos'), 'info'],
    verifying: [__('Verifying', 'softbox-product-photos'), 'info'],
    published: [__('Published', 'softbox-product-photos'), 'good'],
    reverting: [__('Undoing', 'softbox-product-photos'), 'info'],
    reverted: [__('Undone', 'softbox-product-photos'), 'plain'],
    failed: [__('Failed', 'softbox-product-photos'), 'bad'],
  } as const satisfies Record<PublicationState, readonly [string, Tone]>;
  const [text, tone] = texts[state];
  return <Badge tone={tone}>{text}</Badge>;
}

type Verdict = NonNullable<
  NonNullable<NonNullable<AssetDetail['provenance']>['model']>['fidelity']
>['verdict'];

/** What the fidelity gate said of a picture that a model drew. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const texts = {
    pass: [__('Still your product', 'softbox-product-photos'), 'good'],
    hold: [__('Look closely', 'softbox-product-photos'), 'warning'],
    fail: [__('Not your product', 'softbox-product-photos'), 'bad'],
  } as const satisfies Record<Verdict, readonly [string, Tone]>;
  const [text, tone] = texts[verdict];
  return <Badge tone={tone}>{text}</Badge>;
}
