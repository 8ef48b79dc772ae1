/** `npm run providers:reconcile -- --provider … --from … --to …`: a provider's bill and the book (scripts/operator/reconcile-command.ts). */
import { makeFileBillingExport, makeHttpBillingExport } from '#app/adapters/billing-export/billing-export.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { BadEnvironment, parseEnv } from '#app/env.server.ts';
import { openBillingExports } from '#app/open-billing.server.ts';
import { makeReconcileProviderCalls } from '#app/use-cases/reconcile-provider-calls.ts';
import { openData } from './operator/open-data.ts';
import { runReconcileCommand } from './operator/reconcile-command.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

const run = async () => {
  const env = parseEnv(process.env);
  const tokens: Readonly<Record<string, string | undefined>> = {
    gemini: env.GEMINI_BILLING_EXPORT_TOKEN,
    claude: env.CLAUDE_BILLING_EXPORT_TOKEN,
  };
  const configured = openBillingExports(env);
  const data = await openData(process.env);
  try {
    const { providerCalls } = data.repositories;
    return await runReconcileCommand(process.argv.slice(2), {
      reconcile: makeReconcileProviderCalls({ providerCalls, clock: systemClock, log: quiet }),
      openExport: (provider, source) => {
        if (source === null) return configured.find((one) => one.provider === provider) ?? null;
        if (!/^https?:/.test(source)) return makeFileBillingExport(provider, source);
        // a token is shown to nobody who could read it on the way
        const isPrivate = /^(https:|http:\/\/(localhost|127\.|\[::1\]))/.test(source);
        const token = isPrivate ? (tokens[provider] ?? null) : null;
        return makeHttpBillingExport({ provider, url: source, token }, fetch);
      },
      signal: new AbortController().signal,
    });
  } finally {
    await data.close();
  }
};

try {
  const { exitCode, text } = await run();
  (exitCode === 0 ? console.log : console.error)(text);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
