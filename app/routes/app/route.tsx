import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, Link, Outlet, useLoaderData, useRouteError } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider, Banner, Box } from '@shopify/polaris';
import polarisTexts from '@shopify/polaris/locales/en.json';
import { boundary } from '@shopify/shopify-app-remix/server';
import type { ComponentProps, ReactNode } from 'react';
import { ProblemPage } from '#app/components/problem-page.tsx';
import { missingScopes, missingScopesWords, PUBLISHING_SCOPES } from '#app/domain/scopes.ts';

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const missing = missingScopes(store.grantedScopes, PUBLISHING_SCOPES);
  return {
    isSandbox: store.isSandbox,
    missing: missing.length === 0 ? null : missingScopesWords(missing),
  };
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

/** What every screen stands in, also one that could not be shown: the menu in the Admin's own side bar, and Polaris. */
function Surroundings({ children }: { readonly children: ReactNode }) {
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
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      {children}
    </AppProvider>
  );
}

/** The embedded app: what concerns every screen stands above it. */
export default function AppLayout() {
  const { isSandbox, missing } = useLoaderData<typeof loader>();
  return (
    <Surroundings>
      {isSandbox ? (
        <Box padding="200">
          <Banner tone="info">
            <p>Sandbox store: a stand-in, not Shopify. Nothing leaves this computer.</p>
          </Banner>
        </Box>
      ) : null}
      {missing ? (
        <Box padding="200">
          <Banner tone="warning">
            <p>{missing}</p>
          </Banner>
        </Box>
      ) : null}
      <Outlet />
    </Surroundings>
  );
}

/** Words for what one of our own screens refused by `json({ problem })`; null for anything else. */
const ownProblem = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'problem' in data && typeof data.problem === 'string'
    ? data.problem
    : null;

/**
 * The platform library answers with pages of its own (session bounce, re-authorisation): those are let through. What a
 * screen refused or broke on is said in words, with a way on.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const response = isRouteErrorResponse(error);
  const problem = response ? ownProblem(error.data) : null;
  if (response && problem === null) return boundary.error(error);
  return (
    <Surroundings>
      {problem ? (
        <ProblemPage title="Not found" text={problem} />
      ) : (
        <ProblemPage
          title="This screen could not be shown"
          text="Something went wrong on our side, or the connection was lost. Nothing of your work is lost: pictures in the making go on."
        />
      )}
    </Surroundings>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
