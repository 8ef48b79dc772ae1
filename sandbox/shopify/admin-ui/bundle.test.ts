import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { makeBundler } from './bundle.ts';

test.each(['app-bridge.js', 'admin.js', 'app-frame.js', 'storefront.js'])(
  '%s is one classic script',
  async (name) => {
    const asset = await makeBundler()(name);
    expect(asset?.contentType).toBe('text/javascript');
    expect(() => new Script(asset?.body ?? 'import x')).not.toThrow();
  },
);

test('style sheets arrive joined, and other names are not served', async () => {
  const bundle = makeBundler();
  const css = await bundle('admin.css');
  expect(css?.body).toContain('.sandbox-bar');
  expect(css?.body).toContain('.toasts');
  for (const name of ['', '../reply.ts', 'constructor', '__proto__', 'admin.ts']) {
    expect(await bundle(name)).toBeUndefined();
  }
});
