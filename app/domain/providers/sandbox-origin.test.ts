import { describe, expect, it } from 'vitest';
import { parseSandboxOrigin } from './sandbox-origin.ts';

const variable = 'GEMINI_SANDBOX_ORIGIN';
const parse = (enabled: boolean, origin: string | undefined) => {
  const parsed = parseSandboxOrigin({ variable, enabled, origin });
  return parsed.ok ? parsed.value : parsed.error.variable;
};

describe('rerouting a provider to its stand-in', () => {
  it.each(['http://127.0.0.1:4201', 'http://127.9.9.9:1', 'http://[::1]:4201', 'http://localhost:4201'])(
    'takes %s while the sandbox is on',
    (origin) => {
      expect(parse(true, origin)).toBe(origin);
      expect(parse(true, `${origin}/`)).toBe(origin);
    },
  );

  it.each([
    'http://example.com:4201',
    'http://10.0.0.1:4201',
    'http://127.0.0.1.example.com',
    'https://127.0.0.1:4201',
    'http://user@127.0.0.1:4201',
    'http://127.0.0.1:4201/v1',
    'http://127.0.0.1:4201?x=1',
    'not a url',
    '',
  ])('refuses %s by the name of its variable', (origin) => {
    expect(parse(true, origin)).toBe(variable);
  });

  it('refuses any origin while the sandbox is off', () => {
    expect(parse(false, 'http://127.0.0.1:4201')).toBe('SOFTBOX_SANDBOX');
  });

  it('is the real provider without an origin', () => {
    expect(parse(true, undefined)).toBeNull();
    expect(parse(false, undefined)).toBeNull();
  });
});
