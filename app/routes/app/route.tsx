import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { Link, Outlet, useLoaderData, useRouteError } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider, Banner, Box } from '@shopify/polaris';
import polarisTexts from '@shopify/polaris/locales/en.json';
import { boundary } from '@shopify/shopify-app-remix/server';
import type { ComponentProps } from 'react';

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  return { isSandbox: store.isSandbox };
};

type LinkProps = Omit<ComponentProps<typeof Link>, 'to'> & { url: string; external?: boolean };

/** Polaris' links, by Remix' router, so that a click never leaves the iframe's document. */
const PolarisLink = ({ url, external, children, ...rest }: LinkProps) =>
  external || /^[a-z]+:/.test(url) ? (
    <a
      href={url}
      target={external ? '_blank' : undefined}
      rel={external ? 'noopener noreferrer' : undefined}
      {...rest}
    >
      {children}
    </a>
  ) : (
    <Link to={url} {...rest}>
      {children}
    </Link>
  );

/** The embedded app: menu in the Admin's own side bar, Polaris around every screen. */
export default function AppLayout() {
  const { isSandbox } = useLoaderData<typeof loader>();
  return (
    <AppProvider
      i18n={polarisTexts}
      linkComponent={PolarisLink as ComponentProps<typeof AppProvider>['linkComponent']}
    >
      <NavMenu>
        <Link to="/app" rel="home">
          Softbox
        </Link>
        <Link to="/app/products">Products</Link>
        <Link to="/app/batches">Batches</Link>
        <Link to="/app/review">Review</Link>
        <Link to="/app/published">Published</Link>
      </NavMenu>
      {isSandbox ? (
        <Box padding="200">
          <Banner tone="info">
            <p>Sandbox store: a stand-in, not Shopify. Nothing leaves this computer.</p>
          </Banner>
        </Box>
      ) : null}
      <Outlet />
    </AppProvider>
  );
}

/** Lets the platform library answer with its own pages (session bounce, re-authorisation). */
export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
