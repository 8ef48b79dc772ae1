import { Button, TextControl, ToggleControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { api, site } from '../api/client.ts';
import type { BrandKit } from '../api/types.ts';
import { boot, type ConnectionView, type SettingsView } from '../boot.ts';
import { FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { PlacementSelect } from '../parts/placement-select.tsx';
import { toast } from '../parts/toast.ts';
import { ColourField } from '../recipe/colour-field.tsx';
import { useAction, useRemote } from '../use-remote.ts';
import { ConnectionPanel } from './connection-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';

/** The choices of this site, the colours of the brand, and the connection. */
export function SettingsScreen({
  connection,
  onDisconnected,
}: {
  readonly connection: ConnectionView;
  readonly onDisconnected: () => void;
}) {
  return (
    <div className="softbox-narrow">
      <ConnectionPanel connection={connection} onDisconnected={onDisconnected} />
      <PlanPanel />
      {connection.mayManage ? (
        <>
          <SitePanel />
          <BrandPanel />
        </>
      ) : null}
    </div>
  );
}

function SitePanel() {
  const [settings, setSettings] = useState<SettingsView>(boot().settings);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      setSettings(await site.post<SettingsView>('/settings', settings));
      toast(__('Settings saved.', 'softbox-product-photos'));
    });
  return (
    <Panel title={__('This shop', 'softbox-product-photos')}>
      <div className="softbox-form">
        <div>
          <p className="softbox-label">{__('Pictures are published', 'softbox-product-photos')}</p>
          <PlacementSelect
            value={settings.placement}
            onChange={(placement) => setSettings({ ...settings, placement })}
          />
        </div>
        <TextControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Label on pictures that AI made or changed, in galleries', 'softbox-product-photos')}
          placeholder={__('AI-generated', 'softbox-product-photos')}
          maxLength={60}
          value={settings.aiLabel}
          onChange={(aiLabel) => setSettings({ ...settings, aiLabel })}
        />
        <ToggleControl
          __nextHasNoMarginBottom
          label={__(
            'When the plugin is deleted, also delete its notes on pictures',
            'softbox-product-photos',
          )}
          help={__(
            'The pictures themselves stay in your products either way; keys and secrets always go.',
            'softbox-product-photos',
          )}
          checked={settings.removeData}
          onChange={(removeData) => setSettings({ ...settings, removeData })}
        />
        <FailureNotice failure={action.failure} />
        <div className="softbox-actions">
          <Button variant="primary" isBusy={action.busy} disabled={action.busy} onClick={() => void save()}>
            {__('Save', 'softbox-product-photos')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function BrandPanel() {
  const kit = useRemote('brand-kit', () => api.get('/brand-kit', {}));
  return (
    <Panel title={__('Brand kit', 'softbox-product-photos')}>
      <FailureNotice failure={kit.failure} onRetry={kit.reload} />
      {kit.data === null && kit.loading ? <Loading text={__('Loading …', 'softbox-product-photos')} /> : null}
      {kit.data ? <BrandForm kit={kit.data} /> : null}
    </Panel>
  );
}

function BrandForm({ kit: loaded }: { readonly kit: BrandKit }) {
  const [kit, setKit] = useState(loaded);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      setKit(await api.put('/brand-kit', { body: kit }));
      toast(__('Brand kit saved.', 'softbox-product-photos'));
    });
  return (
    <div className="softbox-form">
      <p className="softbox-muted">
        {__('Studio pictures start in these colours; each recipe can change them.', 'softbox-product-photos')}
      </p>
      <div className="softbox-three">
        <ColourField
          label={__('Main', 'softbox-product-photos')}
          value={kit.primary}
          onChange={(primary) => setKit({ ...kit, primary })}
        />
        <ColourField
          label={__('Second', 'softbox-product-photos')}
          value={kit.secondary}
          onChange={(secondary) => setKit({ ...kit, secondary })}
        />
        <ColourField
          label={__('Quiet', 'softbox-product-photos')}
          value={kit.neutral}
          onChange={(neutral) => setKit({ ...kit, neutral })}
        />
      </div>
      <FailureNotice failure={action.failure} />
      <div className="softbox-actions">
        <Button variant="primary" isBusy={action.busy} disabled={action.busy} onClick={() => void save()}>
          {__('Save', 'softbox-product-photos')}
        </Button>
      </div>
    </div>
  );
}
