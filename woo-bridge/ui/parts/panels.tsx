import { Button, Notice } from '@wordpress/components';

import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Failure } from '../api/client.ts';
import { Spinner } from './spinner.tsx';

/** A box in the look of wp-admin's own. */
export function Panel({
  title,
  children,
  actions,
}: {
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <section className="softbox-panel">
      {title ? (
        <header className="softbox-panel__head">
          <h2>{title}</h2>
          {actions}
        </header>
      ) : null}
      <div className="softbox-panel__body">{children}</div>
    </section>
  );
}

/** What went wrong, and the way to try again where there is one. */
export function FailureNotice({
  failure,
  onRetry,
}: {
  readonly failure: Failure | null;
  readonly onRetry?: () => void;
}) {
  if (failure === null) return null;
  return (
    <Notice status="error" isDismissible={false} className="softbox-notice">
      <span>{failure.message}</span>{' '}
      {onRetry ? (
        <Button variant="link" onClick={onRetry}>
          {__('Try again', 'softbox-product-photos')}
        </Button>
      ) : null}
    </Notice>
  );
}

/** Where a list has nothing: says why, and what to do. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="softbox-empty">
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

export function Loading({ text }: { readonly text: string }) {
  return (
    <div className="softbox-loading" role="status">
      <Spinner /> {text}
    </div>
  );
}

/** Steps through pages that only know the next one; going back is the browser's. */
export function Pager({
  hasPrevious,
  nextCursor,
  onNext,
}: {
  readonly hasPrevious: boolean;
  readonly nextCursor: string | null;
  readonly onNext: (cursor: string) => void;
}) {
  if (!hasPrevious && nextCursor === null) return null;
  return (
    <div className="tablenav bottom softbox-pager">
      <Button variant="secondary" disabled={!hasPrevious} onClick={() => window.history.back()}>
        ‹ {__('Previous', 'softbox-product-photos')}
      </Button>
      <Button
        variant="secondary"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && onNext(nextCursor)}
      >
        {__('Next', 'softbox-product-photos')} ›
      </Button>
    </div>
  );
}
