import type { RestRoute } from './request.ts';
import { reply } from './request.ts';

export const VERSIONS = { wordpress: '7.0.4', woocommerce: '10.0.2', php: '8.2.7', plugin: '0.1.0' };

export const siteRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/$/,
    access: 'public',
    run: (world) =>
      reply({
        name: world.site.name,
        description: '',
        url: world.home(),
        home: world.home(),
        gmt_offset: String(world.site.utcOffsetHours),
        namespaces: ['wp/v2', 'wc/v3', ...(world.site.hasPlugin ? ['wc-softbox/v1'] : [])],
        routes: {},
      }),
  },
  {
    method: 'GET',
    path: /^\/wc\/v3\/system_status$/,
    access: 'key',
    run: (world) =>
      reply({
        environment: {
          home_url: world.home(),
          site_url: world.home(),
          version: VERSIONS.woocommerce,
          wp_version: VERSIONS.wordpress,
          php_version: VERSIONS.php,
          wp_multisite: false,
        },
        database: {},
        active_plugins: [],
        theme: { name: 'Storefront' },
        settings: { api_enabled: false, force_ssl: world.site.isHttps, currency: world.site.currency },
        security: { secure_connection: world.site.isHttps, hide_errors: true },
        pages: [],
      }),
  },
];
