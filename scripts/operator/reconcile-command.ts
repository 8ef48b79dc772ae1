import { parseArgs } from 'node:util';
import type { BillingExport } from '#app/ports/billing-export.ts';
import { type ReconcileProviderCalls, reconcileSpan } from '#app/use-cases/reconcile-billing.ts';
import type { CommandAnswer } from './bridge-key-command.ts';

export const USAGE = `Compares what a provider bills, call by call, with what Softbox wrote down of its calls, and corrects the book.

  npm run providers:reconcile -- --provider gemini --from 2026-11-01 --to 2026-12-01 [--export FILE|URL]

FILE or URL holds JSON lines (docs/providers.md); without --export it is the provider's *_BILLING_EXPORT_URL. --from and --to are days
or ISO 8601 instants (UTC), --to not included. Doing it again changes nothing. Ends with 1 when something is billed that no row of
ours knows, or a call that succeeded is not billed.`;

export interface ReconcileCommandDeps {
  readonly reconcile: ReconcileProviderCalls;
  /** `source`: a file or an address; null: the configured one. Null: there is none. */
  openExport(provider: string, source: string | null): BillingExport | null;
  readonly signal: AbortSignal;
}

const PROVIDERS = ['gemini', 'claude'];
const misused = (why: string): CommandAnswer => ({ exitCode: 2, text: `${why}\n\n${USAGE}` });

const readArgs = (args: readonly string[]) => {
  try {
    const option = { type: 'string' } as const;
    const options = { provider: option, export: option, from: option, to: option };
    return { ok: true as const, value: parseArgs({ args: [...args], options }).values };
  } catch (error) {
    return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
  }
};

/** A day, or an instant with its zone; anything else is read differently by different people. */
const instantOf = (text: string | undefined): Date | null => {
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text ?? '')) return null;
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
};

export const runReconcileCommand = async (
  args: readonly string[],
  deps: ReconcileCommandDeps,
): Promise<CommandAnswer> => {
  const read = readArgs(args);
  if (!read.ok) return misused(read.error);
  const { provider = '', from: fromText, to: toText } = read.value;
  if (!PROVIDERS.includes(provider)) return misused(`--provider is one of ${PROVIDERS.join(', ')}.`);
  const from = instantOf(fromText);
  const to = instantOf(toText);
  if (!from) return misused('--from is a day or an instant, like 2026-11-01.');
  if (!to) return misused('--to is a day or an instant, like 2026-12-01.');
  if (from >= to) return misused('--from comes before --to.');
  const billing = deps.openExport(provider, read.value.export ?? null);
  if (!billing) {
    const variable = `${provider.toUpperCase()}_BILLING_EXPORT_URL`;
    return misused(`There is no export to read: give --export, or set ${variable}.`);
  }
  const done = await reconcileSpan(deps.reconcile, billing, { from, to }, { signal: deps.signal });
  if (!done.ok) return { exitCode: 1, text: done.error.message };
  const { reconciled, orphans, unbilled, until } = done.value;
  const lines = [
    `${provider}, calls from ${from.toISOString()} to ${until.toISOString()}${until < to ? ' (as far as the export is complete)' : ''}`,
    `  corrected from the bill           ${reconciled}`,
    `  billed, in no row of ours         ${orphans}`,
    `  succeeded, not on the bill        ${unbilled}`,
  ];
  return { exitCode: orphans + unbilled > 0 ? 1 : 0, text: lines.join('\n') };
};
