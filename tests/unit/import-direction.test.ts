import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const config = require(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };

/** One planted violation per rule: the file that offends, and what it imports (relative, so that it resolves). */
const PLANTED: Record<string, [file: string, imports: string]> = {
  'no-cycles': ['app/domain/cycle-a.ts', './cycle-b.ts'],
  'layer-domain': ['app/domain/a.ts', '../ports/target.ts'],
  'domain-is-pure': ['app/domain/b.ts', 'node:fs'],
  'layer-ports': ['app/ports/a.ts', '../use-cases/target.ts'],
  'layer-use-cases': ['app/use-cases/a.ts', '../http/target.ts'],
  'use-cases-know-no-framework': ['app/use-cases/b.ts', '@remix-run/node'],
  'layer-http': ['app/http/a.ts', '../adapters/x/target.ts'],
  'layer-components': ['app/components/a.ts', '../ports/target.ts'],
  'layer-routes': ['app/routes/a.ts', '../adapters/x/target.ts'],
  'layer-adapters': ['app/adapters/x/a.ts', '../../use-cases/target.ts'],
  'generated-client-only-in-its-adapter': ['app/adapters/x/b.ts', '../../generated/prisma/client.ts'],
  'adapter-knows-no-other-adapter': ['app/adapters/x/c.ts', '../y/target.ts'],
  'adapters-are-joined-in-the-container': ['app/use-cases/c.ts', '../adapters/x/target.ts'],
  'env-read-once': ['app/http/b.ts', '../env.server.ts'],
  'route-knows-no-other-route': ['app/routes/b.ts', './target.ts'],
  'nothing-imports-a-route': ['app/http/c.ts', '../routes/target.ts'],
  'components-know-no-server-code': ['app/components/b.ts', './secret.server.ts'],
  'sandbox-knows-nothing-of-the-app': ['sandbox/a.ts', '../app/domain/target.ts'],
  'app-knows-nothing-of-the-sandbox': ['app/http/d.ts', '../../sandbox/target.ts'],
  'app-knows-no-tests-or-scripts': ['app/http/e.ts', '../../tests/target.ts'],
  'woo-bridge-knows-the-domain-and-wordpress': ['woo-bridge/ui/a.ts', '../../app/components/target.ts'],
  'nothing-imports-woo-bridge': ['app/http/f.ts', '../../woo-bridge/ui/target.ts'],
  'wordpress-packages-only-in-woo-bridge': ['app/components/c.ts', '@wordpress/element'],
  'polaris-only-in-the-embedded-app': ['sandbox/b.ts', '../node_modules/@shopify/polaris/index.js'],
};

/** Files that are imported and break nothing themselves. */
const TARGETS = [
  'app/domain/target.ts',
  'app/ports/target.ts',
  'app/use-cases/target.ts',
  'app/http/target.ts',
  'app/components/secret.server.ts',
  'app/components/target.ts',
  'woo-bridge/ui/target.ts',
  'app/routes/target.ts',
  'app/adapters/x/target.ts',
  'app/adapters/y/target.ts',
  'app/generated/prisma/client.ts',
  'app/env.server.ts',
  'sandbox/target.ts',
  'tests/target.ts',
  'node_modules/@shopify/polaris/index.js',
];

describe('the direction of imports', () => {
  let dir = '';
  let violations: { rule: { name: string }; from: string }[] = [];
  const sdkRules = config.forbidden.map((r) => r.name).filter((n) => n.startsWith('sdk-'));

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'softbox-imports-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    };
    for (const file of TARGETS) write(file, 'export const target = 1;\n');
    write('app/domain/cycle-b.ts', "import './cycle-a.ts';\n");
    for (const [file, imports] of Object.values(PLANTED)) write(file, `import '${imports}';\n`);
    sdkRules.forEach((rule, i) => {
      // the rule's own pattern names the package: (^|/)node_modules/<sdk>(/|$)
      const found = config.forbidden.find((r) => r.name === rule) as unknown as { to: { path: string } };
      const sdk = /node_modules\/([^()]+)\(/.exec(found.to.path)?.[1] ?? '';
      write(`app/http/sdk-${i}.ts`, `import '${sdk}';\n`);
    });
    write('tsconfig.json', '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true } }');
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['app', 'sandbox', 'woo-bridge', '--config', join(root, '.dependency-cruiser.cjs'), '-T', 'json'],
      ],
      { cwd: dir, encoding: 'utf8', maxBuffer: 64 << 20 },
    );
    violations = (JSON.parse(run.stdout) as { summary: { violations: typeof violations } }).summary
      .violations;
  }, 60_000);

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('has a planted violation for every rule', () => {
    const named = config.forbidden.map((r) => r.name).filter((n) => !n.startsWith('sdk-'));
    expect(Object.keys(PLANTED).sort()).toEqual(named.sort());
  });

  it.each(Object.entries(PLANTED))('%s bites', (rule, [file]) => {
    expect(violations.filter((v) => v.rule.name === rule).map((v) => v.from)).toContain(file);
  });

  it.each(sdkRules.map((rule, i) => [rule, `app/http/sdk-${i}.ts`] as const))('%s bites', (rule, file) => {
    expect(violations.filter((v) => v.rule.name === rule).map((v) => v.from)).toContain(file);
  });
});
