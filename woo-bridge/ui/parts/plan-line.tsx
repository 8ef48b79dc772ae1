import { __, sprintf } from '@wordpress/i18n';
import type { Plan } from '../api/types.ts';
import { day, dollars } from '../format.ts';

/** What the plan brings, and when, in one sentence. */
export function PlanLine({ plan }: { readonly plan: Plan | null }) {
  if (plan === null || plan.monthlyCreditMicros === 0) {
    return (
      <p>
        {__('No plan brings more credit by itself: ask whoever runs this Softbox.', 'softbox-product-photos')}
      </p>
    );
  }
  return (
    <p>
      {sprintf(
        /* translators: 1: name of a plan, 2: amount of money, 3: date */
        __('The plan “%1$s” brings %2$s more on %3$s.', 'softbox-product-photos'),
        plan.name,
        dollars(plan.monthlyCreditMicros),
        day(plan.nextCreditAt),
      )}
    </p>
  );
}
