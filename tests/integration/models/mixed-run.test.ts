import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDiskObjectStore } from '#app/adapters/disk/disk-object-store.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeReadEditMask } from '#app/adapters/sharp/upload-mask.ts';
import { FINAL_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { FIND_FOR_MS } from '#app/domain/providers/batch-mode.ts';
import { DEFAULT_BREAKER, type GateRules } from '#app/domain/providers/gate-types.ts';
import { EVERY_MODEL } from '#app/domain/providers/offered-models.ts';
import { NOBODY } from '#app/use-cases/batched-draws/hand-in-draws.ts';
import { makeRecipeDesk } from '#app/use-cases/recipe-desk.ts';
import { makeSettleLostCalls } from '#app/use-cases/settle-lost-calls.ts';
import { wireEdits } from '#app/wire-edits.ts';
import { CLAUDE_FAULTS } from '#sandbox/claude/faults.ts';
import { GEMINI_BATCH_FAULTS } from '#sandbox/gemini/batch-faults.ts';
import { GEMINI_FAULTS } from '#sandbox/gemini/faults.ts';
import { seeded } from '#sandbox/provider/seeded.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { runs } from '#tests/support/long-form.ts';
import type { MixedRunWorker } from '#tests/support/models/mixed-run-worker.ts';
import { SMALL_REDRAW, SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { billingEntries } from '#tests/support/provider-stand-ins.ts';

const SCRIPT = new URL('../../support/models/mixed-run-worker.ts', import.meta.url).pathname;
const SEED = Number(process.env.SOFTBOX_TEST_SEED) || 1;
const random = seeded(String(SEED));
/** 500 in the long form: 20 times 25. */
const PRODUCTS_A_STORE = runs(4);
const EDITS = runs(1);
const KILLS = runs(2);
const GRANT = 1_000_000_000n;
/** A limit that binds in the long form, with a window that a test can wait for. */
const AMOUNT = 10;
const WINDOW_MS = 5_000;
const RULES: GateRules = {
  limits: [{ unit: 'requests', amount: AMOUNT, windowMs: WINDOW_MS }],
  perStoreInFlight: 3,
  ticketMs: 5_000,
  breaker: { ...DEFAULT_BREAKER, openMs: 500, maxOpenMs: 1_000 },
};

type World = Awaited<ReturnType<typeof startModelWorld>>;
let world: World;
let objects = '';
const children = new Set<ChildProcess>();
beforeAll(async () => {
  world = await startModelWorld();
  objects = await mkdtemp(join(tmpdir(), 'softbox-mixed-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
  await rm(objects, { recursive: true, force: true });
});

const startWorker = async (): Promise<ChildProcess> => {
  const options: MixedRunWorker = {
    databaseUrl: world.db.url,
    home: { kind: 'postgres', connectionString: world.db.url },
    origins: { gemini: world.gemini.origin, claude: world.claude.origin },
    objects,
    gateRules: RULES,
  };
  const child = spawn(process.execPath, ['--no-warnings', SCRIPT, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('ready') && resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
};

/** Every documented failure, each rarely; together they strike about a fifth of the calls. */
const armFaults = () => {
  GEMINI_FAULTS.forEach((kind, i) => {
    world.gemini.faults.add({ kind, probability: 0.008, seed: SEED + i, retryAfterSeconds: 1 });
  });
  CLAUDE_FAULTS.forEach((kind, i) => {
    world.claude.faults.add({ kind, probability: 0.01, seed: SEED + 100 + i, retryAfterSeconds: 1 });
  });
  GEMINI_BATCH_FAULTS.forEach((kind, i) => {
    world.gemini.batchFaults.add({ kind, probability: 0.04, seed: SEED + 200 + i });
  });
  world.gemini.setDamages({ share: 0.3, seed: SEED });
};

/** A product in four has its only photo at an address that is gone. */
const makeShop = async (worker: ReturnType<World['run']>) => {
  const store = await makeTestStore(world.db.database, PRODUCTS_A_STORE, (i) =>
    i % 4 === 3 ? `https://photos.example/gone-${i}.jpg` : `https://photos.example/${i}.jpg`,
  );
  await worker.grant(store.storeId, GRANT);
  return store;
};

/** A batch of each kind over the whole store, and one that waits for the provider's batch mode. */
const ORDERS = [
  { recipe: { kind: 'packshot', frame: { aspect: '1:1', size: 300 } }, canWait: false },
  { recipe: SMALL_SCENE, canWait: false },
  { recipe: SMALL_SCENE, canWait: true },
  { recipe: SMALL_REDRAW, canWait: false },
] as const;

const submitAll = async (worker: ReturnType<World['run']>, storeId: string): Promise<void> => {
  for (const order of ORDERS) {
    const selection = { kind: 'catalogue', images: 'main' } as const;
    const submitted = await worker.submit(storeId, { ...order, selection, actor: 'tester' });
    if (!submitted.ok) throw new Error(submitted.error.message);
  }
};

/** Edits of finished scenes, as a merchant asks for them. */
const submitEdits = async (worker: ReturnType<World['run']>, storeId: string): Promise<number> => {
  const { prisma } = world.db.database;
  const edits = wireEdits(
    {
      repositories: makeRepositories(prisma),
      unitOfWork: makeUnitOfWork(world.db.database, makeRepositories),
      objectStore: makeDiskObjectStore(objects),
      readEditMask: makeReadEditMask(makeSharpInspector()),
      sha256,
      clock: worker.clock,
      newId,
      poke: () => {},
    },
    makeRecipeDesk({ imageProviders: ['gemini'], priceOf: worker.priceOf, clock: worker.clock }),
    EVERY_MODEL,
  );
  const scenes = await prisma.asset.findMany({ where: { storeId, fill: { gt: 0 } }, take: EDITS });
  for (const { id } of scenes) {
    const request = { instruction: 'Make the wall green', modelSize: '1K', actor: 'tester' } as const;
    const submitted = await edits.submit(storeId, id, request);
    if (!submitted.ok) throw new Error(submitted.error.message);
  }
  return scenes.length;
};

/** What each store was given, less the price of every picture that was not given up, is its balance: asked in one statement. */
const wrongBalances = () => world.db.database.prisma.$queryRaw<unknown[]>`
  SELECT * FROM (
    SELECT s.id::text AS store,
      (SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE store_id = s.id)::text AS balance,
      (${GRANT}::bigint - (SELECT coalesce(sum(price), 0) FROM image_jobs
        WHERE store_id = s.id AND state NOT IN ('failed', 'cancelled')))::text AS due
    FROM stores s) books
  WHERE balance <> due`;

const unfinished = () =>
  world.db.database.prisma.imageJob.count({ where: { state: { notIn: [...FINAL_IMAGE_JOB_STATES] } } });

/** What waits for a quota of tomorrow is let go on, and so is the model: a test does not wait a day. */
const letADayPass = async () => {
  const { prisma } = world.db.database;
  const now = new Date();
  const soon = new Date(now.getTime() + 4_000);
  await prisma.imageJob.updateMany({
    where: { state: 'queued', notBefore: { gt: soon } },
    data: { notBefore: now },
  });
  await prisma.waitingDraw.updateMany({ where: { notBefore: { gt: soon } }, data: { notBefore: now } });
  // a hand-in whose worker is dead is looked for; once there is nobody to be waited for, it is not there
  await prisma.providerBatch.updateMany({
    where: { state: 'submitting', looks: { gt: 0 }, leaseUntil: null },
    data: { createdAt: new Date(now.getTime() - FIND_FOR_MS - 1_000), nextLookAt: now },
  });
  await prisma.$executeRaw`
    UPDATE provider_gates SET version = version + 1, state = jsonb_set(state::jsonb, '{blockedUntil}', '0')
    WHERE (state->>'blockedUntil')::numeric > extract(epoch FROM now()) * 1000 + 4000`;
};

/** Waits for the end, and looks at the books all the while. Returns how often. */
const watchToTheEnd = async (): Promise<number> => {
  for (let looks = 1; ; looks++) {
    expect(await wrongBalances()).toEqual([]);
    await letADayPass();
    if ((await unfinished()) === 0) return looks;
    await sleep(250);
  }
};

/** SIGKILL one worker after the other, at moments of no one's choosing; each comes back. */
const killing = async (workers: ChildProcess[], kills: number): Promise<void> => {
  for (let kill = 0; kill < kills; kill++) {
    await sleep(1_000 + random() * 4_000);
    const which = kill % workers.length;
    workers[which]?.kill('SIGKILL');
    workers[which] = await startWorker();
  }
};

/** Each picture's own entries tell its story; a picture was charged once, or given back, or never. */
const expectEntriesOfEachJob = async () => {
  const { prisma } = world.db.database;
  const jobs = await prisma.imageJob.findMany({ select: { id: true, state: true, price: true } });
  const entries = await prisma.ledgerEntry.findMany({ where: { jobId: { not: null } } });
  for (const job of jobs) {
    const own = entries.filter((e) => e.jobId === job.id && e.amount !== 0n).map((e) => e.amount);
    const gaveBack = job.state === 'failed' || job.state === 'cancelled';
    const expected = job.price === 0n ? [] : gaveBack ? [-job.price, job.price] : [-job.price];
    expect(own.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(expected);
  }
};

/**
 * Writes down every place that the gate gives, at its own time: the clock of the database, which all workers share. Marked
 * as not kept: the place of a hand-in that found nothing left to hand in, once what it took is given back. Nothing else may be given
 * back here, because every other call reached the provider.
 */
const logTheGate = async () => {
  const takenAt = (state: string) => `(SELECT (b->>1)::int
    FROM jsonb_array_elements(${state}::jsonb -> 'taken' -> 'requests/${WINDOW_MS}') b
    WHERE (b->>0)::bigint = floor((t->>'at')::float8 / (${WINDOW_MS}::float8 / 60))::bigint)`;
  for (const statement of [
    'CREATE TABLE gate_log (model text NOT NULL, ticket text PRIMARY KEY, at bigint NOT NULL, kept boolean NOT NULL DEFAULT true)',
    `CREATE FUNCTION log_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       INSERT INTO gate_log (model, ticket, at) SELECT NEW.model, t->>'id', (t->>'at')::bigint
       FROM jsonb_array_elements(NEW.state::jsonb -> 'tickets') t ON CONFLICT DO NOTHING;
       IF TG_OP = 'UPDATE' THEN
         UPDATE gate_log l SET kept = false FROM jsonb_array_elements(OLD.state::jsonb -> 'tickets') t
         WHERE l.ticket = t->>'id' AND t->>'storeId' = '${NOBODY}'
           AND NOT NEW.state::jsonb -> 'tickets' @> jsonb_build_array(jsonb_build_object('id', t->>'id'))
           AND ${takenAt('NEW.state')} < ${takenAt('OLD.state')};
       END IF;
       RETURN NEW;
     END $$`,
    'CREATE TRIGGER log_gate AFTER INSERT OR UPDATE ON provider_gates FOR EACH ROW EXECUTE FUNCTION log_gate()',
  ])
    await world.db.database.pool.query(statement);
};

/** Spans of a limit's window in which the gate let in more than the limit. */
const crowdsAtTheGate = async (calls: number) => {
  const { rows } = await world.db.database.pool.query<{ model: string; at: string }>(
    'SELECT model, at FROM gate_log WHERE kept ORDER BY at',
  );
  expect(rows.length).toBeGreaterThanOrEqual(calls);
  const times = (model: string) => rows.filter((r) => r.model === model).map((r) => Number(r.at));
  return [...new Set(rows.map((r) => r.model))].flatMap((model) =>
    times(model).flatMap((at, i, all) => {
      const next = all[i + AMOUNT];
      return next !== undefined && next - at < WINDOW_MS ? [{ model, at, span: next - at }] : [];
    }),
  );
};

const expectBookToBeBill = async (
  worker: ReturnType<World['run']>,
  provider: 'gemini' | 'claude',
  from: Date,
) => {
  const { prisma } = world.db.database;
  const entries = billingEntries(world[provider].billing());
  const report = await worker.reconcile(provider, entries, from);
  expect(report).toMatchObject({ ok: true, value: { orphans: 0, unbilled: 0 } });
  const rows = await prisma.providerCall.findMany({ where: { provider } });
  expect(rows.filter((row) => row.cost === null || row.cost > row.costUpperBound)).toEqual([]);
  expect(rows.reduce((sum, row) => sum + (row.cost ?? 0n), 0n)).toBe(
    entries.reduce((sum, entry) => sum + entry.cost, 0n),
  );
  return rows;
};

test('mixed pictures on a bad day, with workers killed: all end, and merchants, book and bill agree to the micro-dollar', async () => {
  const from = new Date(Date.now() - 1_000);
  const { prisma } = world.db.database;
  const desk = world.run();
  armFaults();
  await logTheGate();
  const shops = [await makeShop(desk), await makeShop(desk)];
  const workers = [await startWorker(), await startWorker()];
  for (const { storeId } of shops) await submitAll(desk, storeId);
  const [looks] = await Promise.all([watchToTheEnd(), killing(workers, KILLS)]);
  const edits = await Promise.all(shops.map(({ storeId }) => submitEdits(desk, storeId)));
  const more = await watchToTheEnd();

  const jobs = await prisma.imageJob.groupBy({ by: ['state'], _count: true });
  const ended = Object.fromEntries(jobs.map((j) => [j.state, j._count]));
  const total = jobs.reduce((sum, j) => sum + j._count, 0);
  expect(total).toBe(2 * ORDERS.length * PRODUCTS_A_STORE + edits.reduce((a, b) => a + b, 0));
  expect((ended.ready ?? 0) + (ended.held ?? 0)).toBeGreaterThan(total / 4);
  await expectEntriesOfEachJob();
  const assets = await prisma.asset.count();
  expect(assets).toBe((ended.ready ?? 0) + (ended.held ?? 0));

  // what a kill left open counts as lost, with the most it can have cost, until the bill says better
  const later = makeShiftedClock();
  later.forward(3_600_000);
  const { providerCalls } = makeRepositories(prisma);
  await makeSettleLostCalls({ providerCalls, clock: later, log: silentLog })();
  const drawn = await expectBookToBeBill(desk, 'gemini', from);
  const asked = await expectBookToBeBill(desk, 'claude', from);
  const calls = [...drawn, ...asked];
  expect(calls.filter((c) => c.status !== 'succeeded').length).toBeGreaterThan(0);
  // a batch is one request, however many calls are in it
  const atOnce = calls.filter((c) => c.mode === 'now').length;
  expect(await crowdsAtTheGate(atOnce)).toEqual([]);
  expect(calls.length).toBeGreaterThan(atOnce);
  const reasons = await prisma.imageJob.groupBy({
    by: ['failureKind'],
    where: { state: 'failed' },
    _count: true,
  });
  const struck = await prisma.attempt.count({ where: { failureKind: 'lease-lost' } });
  console.log(
    JSON.stringify({
      seed: SEED,
      jobs: total,
      ...ended,
      why: Object.fromEntries(reasons.map((r) => [r.failureKind, r._count])),
      calls: calls.length,
      kills: KILLS,
      handInsInVain: (await world.db.database.pool.query('SELECT FROM gate_log WHERE NOT kept')).rowCount,
      struck,
      looks: looks + more,
    }),
  );
}, 3_600_000);
