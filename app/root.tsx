import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import type { ReactNode } from 'react';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: polarisStyles }];

/** What every document needs in its head; nothing secret. */
export const loader = ({ context }: LoaderFunctionArgs) => {
  const { apiKey, appBridgeUrl, isSandbox } = context.container.publicConfig;
  return { apiKey, appBridgeUrl, isSandbox };
};

/** A product's title can be one long word, and Polaris lets it push a phone's page wider than the phone. */
const LONG_TITLES = '.Polaris-Header-Title { overflow-wrap: anywhere; }';

/** Around a button whose words a merchant chose: as wide as there is place, the rest of the words is clipped. */
const CLIPPED_BUTTONS =
  '.softbox-clipped, .softbox-clipped button, .softbox-clipped button span { max-width: 100%; min-width: 0; }' +
  ' .softbox-clipped button span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }';

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/**
 * App Bridge is the first script of every document's head, as Built for Shopify 3.1 asks
 * (https://shopify.dev/docs/apps/launch/built-for-shopify/requirements).
 */
export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {data?.apiKey ? <meta name="shopify-api-key" content={data.apiKey} /> : null}
        {data?.appBridgeUrl ? <script src={data.appBridgeUrl} /> : null}
        <Meta />
        <Links />
        <style>{LONG_TITLES + CLIPPED_BUTTONS}</style>
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** An address that leads nowhere, or a page that broke outside the app's own screens. */
export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ maxWidth: '40rem', margin: '4rem auto', padding: '0 1rem', fontFamily: 'system-ui' }}>
      <h1>{missing ? 'There is no such page' : 'This page could not be shown'}</h1>
      <p>
        {missing ? 'The address may be out of date.' : 'Something went wrong on our side. Nothing is lost.'}
      </p>
      <p>
        <a href="/app">Open Softbox</a>
      </p>
    </main>
  );
}

export default function App() {
  return <Outlet />;
}
