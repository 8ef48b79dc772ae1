import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

/** The web bundle: Remix's routes and components. Everything else runs from source. */
export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ['**/*.test.*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
    }),
  ],
  build: { assetsInlineLimit: 0, sourcemap: false },
  ssr: { noExternal: ['@shopify/polaris', '@shopify/shopify-app-remix'] },
});
