import { err, ok, type Result } from '../result.ts';

/** A misconfiguration, named by its variable. It stops the boot. */
export interface Misconfigured {
  readonly variable: string;
  readonly message: string;
}

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;
const ORIGIN = /^http:\/\/(localhost|\[::1\]|127(?:\.\d{1,3}){3})(?::\d{1,5})?\/?$/;

/**
 * Where calls to a provider go instead of to the provider: only to this very machine, and only while the sandbox is switched
 * on, so that no slip of configuration sends a key elsewhere. Null: the real provider.
 */
export const parseSandboxOrigin = (input: {
  readonly variable: string;
  readonly enabled: boolean;
  readonly origin: string | undefined;
}): Result<string | null, Misconfigured> => {
  const { variable, enabled, origin } = input;
  if (origin === undefined) return ok(null);
  if (!enabled) {
    return err({
      variable: 'SOFTBOX_SANDBOX',
      message: `${variable} is set, but the sandbox is off. Set SOFTBOX_SANDBOX=1, or unset ${variable}.`,
    });
  }
  const host = ORIGIN.exec(origin)?.[1];
  if (host === undefined || !LOOPBACK.test(host)) {
    return err({
      variable,
      message: `${variable} must be http:// and a loopback address (127.0.0.1, [::1] or localhost), without a path.`,
    });
  }
  return ok(origin.replace(/\/$/, ''));
};
