import { Button, CheckboxControl, Notice, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { site } from '../api/client.ts';
import { boot, type ConnectionView } from '../boot.ts';
import { FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { useAction } from '../use-remote.ts';

type Started =
  | { readonly status: 'authorize'; readonly authorizeUrl: string }
  | { readonly status: 'connected' };

/** Where one begins, and where WooCommerce's own page of consent brings one back. */
export function ConnectScreen({
  connection,
  params,
  onConnected,
}: {
  readonly connection: ConnectionView;
  readonly params: URLSearchParams;
  readonly onConnected: () => void;
}) {
  const state = params.get('success') === '1' ? params.get('user_id') : null;
  if (!connection.mayManage) {
    return (
      <Panel title={__('Not connected yet', 'softbox-product-photos')}>
        <p>
          {__(
            'Somebody who may manage the shop has to connect it to Softbox first.',
            'softbox-product-photos',
          )}
        </p>
      </Panel>
    );
  }
  if (state !== null && connection.begun) return <Finishing state={state} onConnected={onConnected} />;
  return (
    <div className="softbox-narrow">
      {params.get('success') === '0' ? (
        <Notice status="warning" isDismissible={false} className="softbox-notice">
          {__('You did not approve the connection, so nothing was connected.', 'softbox-product-photos')}
        </Notice>
      ) : null}
      <Trouble state={connection.state} />
      <Begin connection={connection} onConnected={onConnected} />
    </div>
  );
}

function Trouble({ state }: { readonly state: ConnectionView['state'] }) {
  if (state !== 'other-address' && state !== 'unreadable') return null;
  return (
    <Notice status="warning" isDismissible={false} className="softbox-notice">
      {state === 'other-address'
        ? __(
            'This looks like a copy of a connected site: its address has changed. Softbox is not called from here until you connect this address.',
            'softbox-product-photos',
          )
        : __(
            'The secret keys in wp-config.php have changed, so the stored connection cannot be read. Please connect again.',
            'softbox-product-photos',
          )}
    </Notice>
  );
}

function Begin({
  connection,
  onConnected,
}: {
  readonly connection: ConnectionView;
  readonly onConnected: () => void;
}) {
  const [address, setAddress] = useState(connection.address ?? connection.defaultAddress);
  const [agreed, setAgreed] = useState(false);
  const action = useAction();
  const start = (method: 'authorize' | 'pair') =>
    action.run(async () => {
      const started = await site.post<Started>('/connection/start', { address, method, consent: agreed });
      if (started.status === 'authorize') window.location.assign(started.authorizeUrl);
      else onConnected();
    });
  const ready = agreed && address.trim() !== '' && !action.busy;
  return (
    <Panel title={__('Connect this shop to Softbox', 'softbox-product-photos')}>
      <p className="softbox-lead">
        {__(
          'Softbox makes clean, on-brand product photos from the photos you already have. You look at each one, and only what you approve goes into your products. Every publish can be undone.',
          'softbox-product-photos',
        )}
      </p>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Address of your Softbox', 'softbox-product-photos')}
        placeholder="https://softbox.example"
        type="url"
        value={address}
        onChange={setAddress}
      />
      <WhatIsSent />
      <CheckboxControl
        __nextHasNoMarginBottom
        label={__(
          'I agree that this shop sends this to the Softbox at the address above.',
          'softbox-product-photos',
        )}
        checked={agreed}
        onChange={setAgreed}
      />
      <FailureNotice failure={action.failure} />
      <div className="softbox-actions">
        <Button
          variant="primary"
          disabled={!ready}
          isBusy={action.busy}
          onClick={() => void start('authorize')}
        >
          {__('Connect', 'softbox-product-photos')}
        </Button>
        {connection.canPair ? (
          <Button variant="tertiary" disabled={!ready} onClick={() => void start('pair')}>
            {__('Connect by a one-time code instead', 'softbox-product-photos')}
          </Button>
        ) : null}
      </div>
      <p className="description">
        {__(
          'On the next page WooCommerce asks you to approve a key with which Softbox reads products and writes pictures. If your host blocks that page, use the one-time code.',
          'softbox-product-photos',
        )}
      </p>
    </Panel>
  );
}

function WhatIsSent() {
  return (
    <div className="softbox-sent">
      <h3>{__('What is sent, and when', 'softbox-product-photos')}</h3>
      <ul>
        <li>
          {__(
            'When you connect: the address and name of this site, its currency, language, time zone and versions, your name and user number, and a WooCommerce key.',
            'softbox-product-photos',
          )}
        </li>
        <li>
          {__(
            'While connected: titles, descriptions, categories, tags, attributes, stock, prices, variations and pictures of your products, when you import and whenever a product changes.',
            'softbox-product-photos',
          )}
        </li>
        <li>
          {__(
            'What you ask for on these screens, and what you decide about the pictures.',
            'softbox-product-photos',
          )}
        </li>
        <li>
          <strong>
            {__(
              'Never orders, customers or payments. Nothing is sent before you press Connect.',
              'softbox-product-photos',
            )}
          </strong>
        </li>
      </ul>
    </div>
  );
}

const AGAIN_MS = 2_000;
const TRIES = 20;

function Finishing({ state, onConnected }: { readonly state: string; readonly onConnected: () => void }) {
  const action = useAction();
  const [slow, setSlow] = useState(false);
  const finish = () =>
    action.run(async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        const { status } = await site.post<{ status: 'connected' | 'waiting' }>('/connection/finish', {
          state,
        });
        if (status === 'connected') return onConnected();
        await new Promise((resolve) => window.setTimeout(resolve, AGAIN_MS));
      }
      setSlow(true);
    });
  useEffect(() => void finish(), [state]);
  const startOver = () =>
    action.run(async () => {
      await site.post('/connection/cancel');
      window.location.assign(boot().screenUrl);
    });
  return (
    <div className="softbox-narrow">
      <Panel title={__('Connecting', 'softbox-product-photos')}>
        <FailureNotice failure={action.failure} onRetry={() => void finish()} />
        {action.busy ? (
          <Loading text={__('Checking the key with Softbox …', 'softbox-product-photos')} />
        ) : null}
        {slow && !action.busy ? (
          <p>
            {__(
              'Softbox has not heard from WooCommerce. Your host may block outgoing calls.',
              'softbox-product-photos',
            )}
          </p>
        ) : null}
        {action.busy ? null : (
          <Button variant="secondary" onClick={() => void startOver()}>
            {__('Start over', 'softbox-product-photos')}
          </Button>
        )}
      </Panel>
    </div>
  );
}
