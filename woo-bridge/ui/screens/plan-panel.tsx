import { __ } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import { day, dollars } from '../format.ts';
import { FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { useRemote } from '../use-remote.ts';

/** The plan that whoever runs this Softbox gives the shop, and what is left of its credit. */
export function PlanPanel() {
  const usage = useRemote('plan', (signal) => api.get('/usage', { signal }));
  return (
    <Panel title={__('Plan', 'softbox-product-photos')}>
      <FailureNotice failure={usage.failure} onRetry={usage.reload} />
      {usage.data === null && usage.loading ? (
        <Loading text={__('Loading …', 'softbox-product-photos')} />
      ) : null}
      {usage.data ? (
        <dl className="softbox-facts">
          <dt>{__('Plan', 'softbox-product-photos')}</dt>
          <dd>{usage.data.plan?.name ?? __('none', 'softbox-product-photos')}</dd>
          <dt>{__('Credit left', 'softbox-product-photos')}</dt>
          <dd>{dollars(usage.data.balanceMicros)}</dd>
          {usage.data.plan ? (
            <>
              <dt>{__('Credit each month', 'softbox-product-photos')}</dt>
              <dd>{dollars(usage.data.plan.monthlyCreditMicros)}</dd>
              <dt>{__('Brought this month', 'softbox-product-photos')}</dt>
              <dd>{dollars(usage.data.plan.grantedMicros)}</dd>
              <dt>{__('More on', 'softbox-product-photos')}</dt>
              <dd>{day(usage.data.plan.nextCreditAt)}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
      <p className="softbox-muted">
        {__(
          'Packshot and studio pictures are free and need no credit. A plan is set by whoever runs this Softbox.',
          'softbox-product-photos',
        )}
      </p>
    </Panel>
  );
}
