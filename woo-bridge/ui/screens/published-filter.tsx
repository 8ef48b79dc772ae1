import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { PublicationState } from '../api/types.ts';
import type { GoTo } from '../use-location.ts';

const FILTERS = ['all', 'published', 'moving', 'reverted', 'failed'] as const;
export type Filter = (typeof FILTERS)[number];

export const filterOf = (params: URLSearchParams): Filter =>
  FILTERS.find((filter) => filter === params.get('state')) ?? 'all';

/** The states that a filter lets through, as the API wants them; null: every one. */
export const statesOf = (filter: Filter): string | null => {
  const states = {
    all: null,
    published: ['published'],
    moving: ['planned', 'uploading', 'placing', 'verifying', 'reverting'],
    reverted: ['reverted'],
    failed: ['failed'],
  } as const satisfies Record<Filter, readonly PublicationState[] | null>;
  return states[filter]?.join(',') ?? null;
};

/** As WordPress's own lists are filtered. */
export function PublishedFilter({ filter, goTo }: { readonly filter: Filter; readonly goTo: GoTo }) {
  const texts = {
    all: __('All', 'softbox-product-photos'),
    published: __('In the shop', 'softbox-product-photos'),
    moving: __('On their way', 'softbox-product-photos'),
    reverted: __('Taken back', 'softbox-product-photos'),
    failed: __('Not published', 'softbox-product-photos'),
  } as const satisfies Record<Filter, string>;
  return (
    <ul className="subsubsub softbox-states">
      {FILTERS.map((one, i) => (
        <li key={one}>
          <Button
            variant="link"
            className={one === filter ? 'current' : ''}
            aria-current={one === filter ? 'page' : undefined}
            onClick={() => goTo('published', one === 'all' ? {} : { state: one })}
          >
            {texts[one]}
          </Button>
          {i < FILTERS.length - 1 ? ' |' : ''}
        </li>
      ))}
    </ul>
  );
}
