import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type BillingRow, NO_USAGE, openBillingBook } from '../provider/billing-book.ts';
import { makeControl } from '../provider/control.ts';
import { type FaultBoard, faultSchema, makeFaultBoard } from '../provider/fault-board.ts';
import { type Call, type Delivery, type Reply, startLoopbackServer } from '../provider/server.ts';
import { UNSPLASH_FAULTS, type UnsplashFaultKind } from './faults.ts';
import { photoJson } from './photo-json.ts';
import { drawPhoto, PHOTOS } from './pictures.ts';
import { errors, search } from './search.ts';

/** Key the stand-in takes when none is named. */
export const SANDBOX_UNSPLASH_KEY = 'softbox-sandbox-unsplash-key';

export type SandboxUnsplashOptions = {
  port?: number;
  accessKeys?: readonly string[];
  /** Requests an hour; 50 in demo mode (https://unsplash.com/documentation#rate-limiting). */
  hourlyLimit?: number;
  /** Where the log of calls and downloads is kept; without it, in memory. */
  dataDir?: string;
  now?: () => Date;
  latencyMs?: number;
};

export type SandboxUnsplash = {
  origin: string;
  faults: FaultBoard<UnsplashFaultKind>;
  /** Every call; nothing costs anything. `operation` is `search`, `photo`, `download` or `image`. */
  billing(): readonly BillingRow[];
  /** Ids of the photos whose download was tracked, in order. */
  downloads(): string[];
  close(): Promise<void>;
};

const HOUR_MS = 3_600_000;

type Desk = {
  origin: () => string;
  accessKeys: readonly string[];
  faults: FaultBoard<UnsplashFaultKind>;
  note: (operation: string, status: number, outcome: string) => void;
  /** Requests of this clock hour, the present one counted. */
  count: () => number;
  limit: number;
};

/** Starts the stand-in of the Unsplash API and of its picture host on loopback. */
export async function startSandboxUnsplash(options: SandboxUnsplashOptions = {}): Promise<SandboxUnsplash> {
  const log = openBillingBook(options.dataDir ? join(options.dataDir, 'unsplash-calls.jsonl') : undefined);
  const faults = makeFaultBoard<UnsplashFaultKind>();
  const now = options.now ?? (() => new Date());
  let hour = { at: 0, used: 0 };
  let origin = '';
  const desk: Desk = {
    origin: () => origin,
    accessKeys: options.accessKeys ?? [SANDBOX_UNSPLASH_KEY],
    faults,
    limit: options.hourlyLimit ?? 50,
    count() {
      const at = Math.floor(now().getTime() / HOUR_MS);
      hour = at === hour.at ? { at, used: hour.used + 1 } : { at, used: 1 };
      return hour.used;
    },
    note: (operation, status, outcome) =>
      log.add({
        requestId: randomUUID(),
        at: now().toISOString(),
        model: 'unsplash',
        operation,
        tier: 'standard',
        status,
        outcome,
        labels: {},
        usage: NO_USAGE,
        costMicroUsd: 0,
      }),
  };
  const control = makeControl({ faults, schema: faultSchema(UNSPLASH_FAULTS), billing: log });
  const server = await startLoopbackServer({
    name: 'unsplash',
    port: options.port,
    maxBodyBytes: 64 * 1024,
    tooLarge: errors(413, 'Payload too large'),
    latencyMs: options.latencyMs,
    handle: (call) => control(call) ?? route(desk, call),
  });
  origin = server.origin;
  return {
    origin,
    faults,
    billing: log.rows,
    downloads: () =>
      log
        .rows()
        .filter(({ operation, status }) => operation === 'download' && status === 200)
        .map(({ outcome }) => outcome),
    close: server.close,
  };
}

async function route(desk: Desk, call: Call): Promise<Reply> {
  const image = /^\/photos-cdn\/([^/]+)$/.exec(call.path)?.[1];
  if (image) return imageReply(desk, image, call);
  const operation = operationOf(call);
  const used = desk.count();
  const limits = {
    'x-ratelimit-limit': String(desk.limit),
    'x-ratelimit-remaining': String(Math.max(0, desk.limit - used)),
  };
  const reply = await apiReply(desk, call, operation, used);
  const outcome = operation === 'download' && reply.status === 200 ? (photoIdOf(call) ?? '') : 'answered';
  desk.note(operation, reply.status, reply.status === 200 ? outcome : `refused: ${reply.status}`);
  return { ...reply, headers: { ...limits, ...reply.headers } };
}

const operationOf = ({ path }: Call): string => {
  if (path === '/search/photos') return 'search';
  return path.endsWith('/download') ? 'download' : 'photo';
};
const photoIdOf = ({ path }: Call): string | undefined => /^\/photos\/([^/]+)/.exec(path)?.[1];

const DELIVERIES: Partial<Record<UnsplashFaultKind, Delivery>> = {
  'stall-mid-body': 'stall',
  'cut-mid-body': 'cut',
  'no-answer': 'never',
};

async function apiReply(desk: Desk, call: Call, operation: string, used: number): Promise<Reply> {
  const key = /^Client-ID (.+)$/.exec(call.header('authorization') ?? '')?.[1];
  // a key in the address works at the real API too; ours must never put it there, as addresses end in logs
  if (key === undefined || !desk.accessKeys.includes(key))
    return errors(401, 'OAuth error: The access token is invalid');
  const version = call.header('accept-version');
  if (version !== undefined && version !== 'v1') return errors(400, `Unknown version ${version}`);
  const fault = desk.faults.take([operation]);
  const refused = fault ? refusedBy(fault.kind) : undefined;
  if (refused) return refused;
  // plain text, unlike every other error (https://unsplash.com/documentation#rate-limiting)
  if (used > desk.limit) return { status: 403, body: 'Rate Limit Exceeded' };
  const reply = operation === 'search' ? search(call, desk.origin()) : onePhoto(desk, call, operation);
  if (!fault) return reply;
  const text = JSON.stringify(reply.body);
  return {
    ...reply,
    contentType: 'application/json',
    body:
      fault.kind === 'invalid-json'
        ? text.slice(0, Math.floor(text.length * 0.6))
        : fault.kind === 'bad-answer'
          ? '{"unexpected":true}'
          : text,
    delivery: DELIVERIES[fault.kind],
  };
}

function refusedBy(kind: UnsplashFaultKind): Reply | undefined {
  switch (kind) {
    case 'rate-limited':
      return { status: 403, body: 'Rate Limit Exceeded', headers: { 'x-ratelimit-remaining': '0' } };
    case 'key-invalid':
      return errors(401, 'OAuth error: The access token is invalid');
    case 'permission-denied':
      return errors(403, 'Missing permissions to perform request');
    case 'server-error':
      return errors(500, 'Something went wrong on our end');
    case 'unavailable':
      return errors(503, 'Service unavailable');
    case 'gateway-page':
      return { status: 502, contentType: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' };
    default:
      return undefined;
  }
}

function onePhoto(desk: Desk, call: Call, operation: string): Reply {
  const photo = PHOTOS.find(({ id }) => id === photoIdOf(call));
  if (!photo || call.method !== 'GET') return errors(404, "Couldn't find Photo");
  // https://unsplash.com/documentation#track-a-photo-download
  if (operation === 'download')
    return {
      status: 200,
      body: { url: `${desk.origin()}/photos-cdn/${photo.id}?ixid=standin&fm=jpg&w=2400` },
    };
  return { status: 200, body: photoJson(photo, desk.origin()) };
}

/** The picture host takes no key and does not count (https://unsplash.com/documentation#hotlinking). */
async function imageReply(desk: Desk, id: string, call: Call): Promise<Reply> {
  const photo = PHOTOS.find((one) => one.id === id);
  const fault = desk.faults.take(['image']);
  desk.note('image', photo ? 200 : 404, id);
  if (!photo) return { status: 404, body: 'Not found' };
  // hotlinks carry the id that counts views; one without it is not a hotlink of the API
  if (!call.query.has('ixid')) return { status: 403, body: 'ixid is missing' };
  const width = Number(call.query.get('w') ?? 2400);
  if (!Number.isInteger(width) || width < 1 || width > 4000) return { status: 400, body: 'bad w' };
  return {
    status: 200,
    contentType: 'image/jpeg',
    body: await drawPhoto(photo, Math.min(width, photo.width)),
    delivery: fault ? DELIVERIES[fault.kind] : undefined,
  };
}
