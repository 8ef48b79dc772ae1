import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFileBillingExport, makeHttpBillingExport } from '#app/adapters/billing-export/billing-export.ts';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { openBillingRuns } from '#app/adapters/prisma/billing-runs.ts';
import { makeProviderCalls } from '#app/adapters/prisma/provider-calls.ts';
import type { BillingExport } from '#app/ports/billing-export.ts';
import { makeReconcileBilling } from '#app/use-cases/reconcile-billing.ts';
import { makeReconcileProviderCalls } from '#app/use-cases/reconcile-provider-calls.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { runReconcileCommand } from '#scripts/operator/reconcile-command.ts';
import { plateRequest } from '#tests/contract/image-model/battery.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { callOptions, geminiDeps } from '#tests/support/provider-stand-ins.ts';

const MODEL = 'gemini-3.1-flash-image';
const BOUND = 500_000n;
let db: TestDatabase;
let sandbox: SandboxGemini;
let storeId: string;
beforeEach(async () => {
  [db, sandbox] = await Promise.all([withDatabase(), startSandboxGemini()]);
  ({ storeId } = await makeTestStore(db.database, 0));
});
afterEach(async () => {
  await sandbox.close();
  await db.close();
});

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
const book = () => makeProviderCalls(db.database.prisma);
const exportOf = (url = `${sandbox.origin}/__sandbox/billing.jsonl`) =>
  makeHttpBillingExport({ provider: 'gemini', url, token: null }, fetch);

/** A row as it is before its call. */
const booked = async (): Promise<string> => {
  const id = newId();
  await book().start(storeId, {
    id,
    attemptId: null,
    provider: 'gemini',
    model: MODEL,
    purpose: 'plate',
    mode: 'now',
    costUpperBound: BOUND,
    startedAt: ago(60),
    deadlineAt: ago(50),
  });
  return id;
};
const called = (callId: string) =>
  makeGeminiImageModel(geminiDeps(sandbox.origin)).make(
    plateRequest(MODEL, { size: '512' }),
    callOptions({ callId }),
  );
const succeeded = (id: string, requestId: string) =>
  book().settle(storeId, id, {
    status: 'succeeded',
    usage: null,
    cost: 1n,
    bytesIn: 1,
    bytesOut: 1,
    latencyMs: 1,
    requestId,
    failureKind: null,
    finishedAt: ago(40),
  });

/** A day of calls: one whose worker was killed, one that never left, one that nobody booked, one that is not billed. */
const badDay = async () => {
  const killed = await booked();
  await called(killed);
  const unsent = await booked();
  await book().markLost(ago(30), 10);
  await called(newId());
  const unbilled = await booked();
  await succeeded(unbilled, 'nobody-billed-this');
  return { killed, unsent, unbilled };
};

const daily = (clock = makeShiftedClock(), billing: BillingExport = exportOf()) => {
  const billingRuns = openBillingRuns(db.database.prisma);
  const reconcile = makeReconcileProviderCalls({ providerCalls: book(), clock, log: silentLog });
  const run = makeReconcileBilling({
    exports: [billing],
    billingRuns,
    reconcile,
    clock,
    newId,
    log: silentLog,
  });
  return { run, clock, billingRuns, reconcile };
};
const costOf = async (id: string) => (await book().get(storeId, id))?.cost;

describe('the daily comparison of the bill and the book', () => {
  test('settles lost calls by what was billed, reports what nobody booked or billed, and done again changes nothing', async () => {
    const { killed, unsent, unbilled } = await badDay();
    const billed = sandbox.billing().find((row) => row.labels['softbox-call'] === killed)?.costMicroUsd ?? 0;
    expect(billed).toBeGreaterThan(0);
    const { run, clock } = daily();
    expect(await run()).toMatchObject([{ reconciled: 2, orphans: 1, unbilled: 1 }]);
    expect(await costOf(killed)).toBe(BigInt(billed));
    expect(await costOf(unsent)).toBe(0n);
    expect(await costOf(unbilled)).toBe(1n);
    const rows = () => db.database.prisma.providerCall.findMany({ orderBy: { id: 'asc' } });
    const after = await rows();

    // not due for a day
    expect(await run()).toEqual([]);
    clock.forward(25 * 3_600_000);
    expect(await run()).toMatchObject([{ reconciled: 0, orphans: 1, unbilled: 1 }]);
    expect(await rows()).toEqual(after);
  });

  test('is done by one of many workers, and taken over from one that was killed when its lease ends', async () => {
    await badDay();
    const { run, clock, billingRuns } = daily();
    const now = clock.now();
    const dead = { leaseId: newId(), now, leaseUntil: new Date(now.getTime() + 15 * 60_000) };
    expect(await billingRuns.claim('gemini', dead)).toEqual({ reconciledUntil: null });
    expect(await run()).toEqual([]);
    clock.forward(16 * 60_000);
    const many = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(many.flat()).toMatchObject([{ reconciled: 2 }]);
    // whoever was thought dead holds nothing any more
    expect(await billingRuns.advance('gemini', { ...dead, reconciledUntil: now })).toBe(false);
  });

  test('goes no further than the export is complete, and comes back within the hour when it cannot be read', async () => {
    await badDay();
    const broken = daily(makeShiftedClock(), exportOf(`${sandbox.origin}/nothing-here`));
    expect(await broken.run()).toEqual([]);
    const { clock } = broken;
    clock.forward(50 * 60_000);
    expect(await daily(clock).run()).toEqual([]);
    clock.forward(11 * 60_000);
    const [report] = await daily(clock).run();
    expect(report?.until.getTime()).toBeLessThanOrEqual(Date.now());
    const row = await db.database.prisma.billingRun.findUnique({ where: { provider: 'gemini' } });
    expect(row?.reconciledUntil).toEqual(report?.until);
  });
});

describe('npm run providers:reconcile', () => {
  const command = (args: readonly string[]) =>
    runReconcileCommand(args, {
      reconcile: daily().reconcile,
      openExport: (provider, source) => (source === null ? null : makeFileBillingExport(provider, source)),
      signal: new AbortController().signal,
    });
  const period = ['--provider', 'gemini', '--from', ago(3_600).toISOString(), '--to', ago(-60).toISOString()];

  test('reads a file, prints what it found, and names the line that is wrong', async () => {
    await badDay();
    const folder = await mkdtemp(join(tmpdir(), 'softbox-bill-'));
    const file = join(folder, 'bill.jsonl');
    const query = new URLSearchParams({ from: ago(3_600).toISOString(), to: ago(-60).toISOString() });
    const list = await (await fetch(`${sandbox.origin}/__sandbox/billing.jsonl?${query}`)).text();
    await writeFile(file, list);
    const answer = await command([...period, '--export', file]);
    expect(answer.exitCode).toBe(1);
    expect(answer.text).toMatch(/corrected from the bill +2\n.*no row of ours +1\n.*not on the bill +1/);
    await writeFile(file, list.replace('"costMicroUsd":', '"cost":'));
    expect((await command([...period, '--export', file])).text).toMatch(/^Line 1 of the billing export/);
    await rm(folder, { recursive: true });
    expect((await command([...period, '--export', file])).text).toContain('could not be read');
  });

  test.each([
    [['--provider', 'openai'], '--provider is one of'],
    [['--provider', 'gemini', '--from', 'monday', '--to', '2026-12-01'], '--from is a day'],
    [['--provider', 'gemini', '--from', '2026-12-01', '--to', '2026-11-01'], '--from comes before --to'],
    [['--provider', 'gemini', '--from', '2026-11-01', '--to', '2026-12-01'], 'GEMINI_BILLING_EXPORT_URL'],
    [['--provider', 'gemini', '--since', '2026-11-01'], '--since'],
  ])('says what is wrong with %j', async (args, words) => {
    const answer = await command(args);
    expect(answer.exitCode).toBe(2);
    expect(answer.text).toContain(words);
  });
});
