import { __ } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { LedgerEntry, Publication, Usage } from '../api/types.ts';
import { ago, dollars, money, shortTime } from '../format.ts';
import { PublicationBadge } from '../parts/badge.tsx';
import { FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { PlanLine } from '../parts/plan-line.tsx';
import { useTitles } from '../parts/use-titles.ts';
import { type GoTo, hrefOf, type Tab } from '../use-location.ts';
import { useRemote } from '../use-remote.ts';

const RECENT = 10;

interface Activity {
  readonly usage: Usage;
  readonly entries: readonly LedgerEntry[];
  readonly publications: readonly Publication[];
}

const load = async (): Promise<Activity> => {
  const [usage, entries, publications] = await Promise.all([
    api.get('/usage', {}),
    api.get('/usage/entries', { query: { limit: RECENT } }),
    api.get('/publications', { query: { limit: RECENT } }),
  ]);
  return { usage, entries: entries.items, publications: publications.items };
};

/** What was done in the last month, and what it cost. */
export function ActivityScreen({ goTo }: { readonly goTo: GoTo }) {
  const activity = useRemote('activity', load);
  const titleOf = useTitles(activity.data?.publications.map((p) => p.productId) ?? []);
  if (activity.failure) return <FailureNotice failure={activity.failure} onRetry={activity.reload} />;
  if (activity.data === null) return <Loading text={__('Loading …', 'softbox-product-photos')} />;
  const { usage, entries, publications } = activity.data;
  const figures: readonly (readonly [string, string, Tab])[] = [
    [__('Pictures made', 'softbox-product-photos'), String(usage.assets), 'batches'],
    [__('Published', 'softbox-product-photos'), String(usage.published), 'published'],
    [__('Undone', 'softbox-product-photos'), String(usage.reverted), 'published'],
    [
      __('Balance for paid recipes', 'softbox-product-photos'),
      usage.balanceMicros === 0 ? __('none', 'softbox-product-photos') : dollars(usage.balanceMicros),
      'activity',
    ],
  ];
  return (
    <>
      <p className="softbox-muted">{__('The last 30 days', 'softbox-product-photos')}</p>
      <ul className="softbox-figures">
        {figures.map(([label, value, tab]) => (
          <li key={label}>
            <a
              href={hrefOf(tab)}
              onClick={(event) => {
                event.preventDefault();
                goTo(tab);
              }}
            >
              <span>{label}</span>
              <strong>{value}</strong>
            </a>
          </li>
        ))}
      </ul>
      {usage.plan ? <PlanLine plan={usage.plan} /> : null}
      <div className="softbox-columns">
        <Panel title={__('In your products', 'softbox-product-photos')}>
          {publications.length === 0 ? (
            <p className="softbox-muted">{__('Nothing published yet.', 'softbox-product-photos')}</p>
          ) : (
            <ul className="softbox-lines">
              {publications.map((publication) => (
                <li key={publication.id}>
                  <span className="softbox-clamp" title={titleOf(publication.productId).title}>
                    {titleOf(publication.productId).title}
                  </span>
                  <PublicationBadge state={publication.state} />
                  <time dateTime={publication.changedAt}>{ago(publication.changedAt, Date.now())}</time>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={__('Account', 'softbox-product-photos')}>
          <Ledger entries={entries} />
        </Panel>
      </div>
    </>
  );
}

function Ledger({ entries }: { readonly entries: readonly LedgerEntry[] }) {
  const texts = {
    grant: __('Added', 'softbox-product-photos'),
    reserve: __('Reserved for a picture', 'softbox-product-photos'),
    settle: __('Picture made', 'softbox-product-photos'),
    refund: __('Given back', 'softbox-product-photos'),
  } as const satisfies Record<LedgerEntry['kind'], string>;
  if (entries.length === 0) {
    return (
      <p className="softbox-muted">
        {__(
          'Packshots and studio pictures are free, so there is nothing here yet.',
          'softbox-product-photos',
        )}
      </p>
    );
  }
  return (
    <ul className="softbox-lines">
      {entries.map((entry) => (
        <li key={entry.id}>
          <span>{texts[entry.kind]}</span>
          <span>{money(entry.amountMicros)}</span>
          <time dateTime={entry.createdAt}>{shortTime(entry.createdAt)}</time>
        </li>
      ))}
    </ul>
  );
}
