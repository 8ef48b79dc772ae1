import { useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { site } from '../api/client.ts';
import { boot, type ConnectionView } from '../boot.ts';
import { Toasts } from '../parts/toasts.tsx';
import { type GoTo, hrefOf, type Place, type Tab, useLocation } from '../use-location.ts';
import { ActivityScreen } from './activity-screen.tsx';
import { BatchesScreen } from './batches-screen.tsx';
import { ConnectScreen } from './connect-screen.tsx';
import { CreateScreen } from './create-screen.tsx';
import { ProductsScreen } from './products-screen.tsx';
import { PublishedScreen } from './published-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import { SettingsScreen } from './settings-screen.tsx';

/** Our whole screen: tabs as in WooCommerce's settings, and what belongs to the one that is open. */
export function App() {
  const { place, goTo } = useLocation();
  const [connection, setConnection] = useState<ConnectionView>(boot().connection);
  const refresh = async (tab: Tab) => {
    setConnection(await site.get<ConnectionView>('/connection'));
    goTo(tab);
  };
  if (connection.state !== 'connected') {
    return (
      <>
        <ConnectScreen
          connection={connection}
          params={place.params}
          onConnected={() => void refresh('products')}
        />
        <Toasts />
      </>
    );
  }
  return (
    <>
      <Tabs current={place.tab} goTo={goTo} />
      <div className="softbox-body">
        <Screen
          place={place}
          goTo={goTo}
          connection={connection}
          onDisconnected={() => void refresh('connect')}
        />
      </div>
      <Toasts />
    </>
  );
}

function Screen({
  place: { tab, params },
  goTo,
  connection,
  onDisconnected,
}: {
  readonly place: Place;
  readonly goTo: GoTo;
  readonly connection: ConnectionView;
  readonly onDisconnected: () => void;
}) {
  switch (tab) {
    case 'connect':
    case 'products':
      return <ProductsScreen params={tab === 'products' ? params : new URLSearchParams()} goTo={goTo} />;
    case 'create':
      return <CreateScreen key={params.toString()} params={params} goTo={goTo} />;
    case 'batches':
      return <BatchesScreen params={params} goTo={goTo} />;
    case 'review':
      return <ReviewScreen params={params} goTo={goTo} />;
    case 'published':
      return <PublishedScreen params={params} goTo={goTo} />;
    case 'activity':
      return <ActivityScreen goTo={goTo} />;
    case 'settings':
      return <SettingsScreen connection={connection} onDisconnected={onDisconnected} />;
  }
}

function Tabs({ current, goTo }: { readonly current: Tab; readonly goTo: GoTo }) {
  const tabs: readonly (readonly [Tab, string])[] = [
    ['products', __('Products', 'softbox-product-photos')],
    ['batches', __('Progress', 'softbox-product-photos')],
    ['review', __('Review', 'softbox-product-photos')],
    ['published', __('Published', 'softbox-product-photos')],
    ['activity', __('Activity', 'softbox-product-photos')],
    ['settings', __('Settings', 'softbox-product-photos')],
  ];
  const open: Tab = current === 'create' || current === 'connect' ? 'products' : current;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // on a phone the bar is wider than the screen
    const active = bar.current?.querySelector<HTMLElement>('.nav-tab-active');
    if (bar.current && active) bar.current.scrollLeft = active.offsetLeft - bar.current.offsetLeft;
  }, [open]);
  return (
    <nav
      ref={bar}
      className="nav-tab-wrapper woo-nav-tab-wrapper softbox-tabs"
      aria-label={__('Softbox', 'softbox-product-photos')}
    >
      {tabs.map(([tab, text]) => (
        <a
          key={tab}
          href={hrefOf(tab)}
          className={`nav-tab${tab === open ? ' nav-tab-active' : ''}`}
          aria-current={tab === open ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            goTo(tab);
          }}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
