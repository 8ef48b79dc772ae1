import { Button, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { site } from '../api/client.ts';
import type { ConnectionView } from '../boot.ts';
import { ago, shortTime } from '../format.ts';
import { Badge } from '../parts/badge.tsx';
import { FailureNotice, Panel } from '../parts/panels.tsx';
import { useAction, useRemote } from '../use-remote.ts';

/** What Softbox says of the connection. */
interface Health {
  readonly state: 'ok' | 'trouble';
  readonly problems: readonly { readonly kind: string; readonly message: string }[];
  readonly webhooks: readonly { readonly topic: string; readonly status: string }[];
  readonly last_contact_at: string | null;
}

export function ConnectionPanel({
  connection,
  onDisconnected,
}: {
  readonly connection: ConnectionView;
  readonly onDisconnected: () => void;
}) {
  const health = useRemote('health', () => site.get<Health>('/connection/health'));
  const [asking, setAsking] = useState(false);
  const badge =
    health.data === null ? null : health.data.state === 'ok' ? (
      <Badge tone="good">{__('Works', 'softbox-product-photos')}</Badge>
    ) : (
      <Badge tone="warning">{__('In trouble', 'softbox-product-photos')}</Badge>
    );
  return (
    <Panel title={__('Connection', 'softbox-product-photos')} actions={badge}>
      <dl className="softbox-facts">
        <dt>{__('Softbox', 'softbox-product-photos')}</dt>
        <dd>{connection.address}</dd>
        <dt>{__('Connected', 'softbox-product-photos')}</dt>
        <dd>{connection.connectedAt ? shortTime(connection.connectedAt) : '–'}</dd>
        <dt>{__('Last contact', 'softbox-product-photos')}</dt>
        <dd>{health.data?.last_contact_at ? ago(health.data.last_contact_at, Date.now()) : '–'}</dd>
      </dl>
      <FailureNotice failure={health.failure} onRetry={health.reload} />
      {health.data?.problems.map((problem) => (
        <p key={problem.kind} className="softbox-doubt">
          {problem.message}
        </p>
      ))}
      {connection.mayManage ? (
        <Button variant="secondary" isDestructive onClick={() => setAsking(true)}>
          {__('Disconnect', 'softbox-product-photos')}
        </Button>
      ) : null}
      {asking ? <DisconnectDialog onClose={() => setAsking(false)} onDisconnected={onDisconnected} /> : null}
    </Panel>
  );
}

function DisconnectDialog({
  onClose,
  onDisconnected,
}: {
  readonly onClose: () => void;
  readonly onDisconnected: () => void;
}) {
  const action = useAction();
  const disconnect = () =>
    action.run(async () => {
      await site.post<{ readonly told: boolean }>('/connection/disconnect');
      onDisconnected();
    });
  return (
    <Modal
      title={__('Disconnect from Softbox?', 'softbox-product-photos')}
      className="softbox-dialog"
      onRequestClose={onClose}
    >
      <p>
        {__(
          'The key, the webhooks and the connection are deleted. Your photos stay as they are; publications made so far can then not be undone from here.',
          'softbox-product-photos',
        )}
      </p>
      <FailureNotice failure={action.failure} />
      <div className="softbox-actions">
        <Button
          variant="primary"
          isDestructive
          isBusy={action.busy}
          disabled={action.busy}
          onClick={() => void disconnect()}
        >
          {__('Disconnect', 'softbox-product-photos')}
        </Button>
        <Button variant="tertiary" onClick={onClose}>
          {__('Stay connected', 'softbox-product-photos')}
        </Button>
      </div>
    </Modal>
  );
}
