import type { z } from 'zod';
import type { BillingBook } from './billing-book.ts';
import type { ArmedFault, FaultBoard } from './fault-board.ts';
import type { Call, Reply } from './server.ts';

/** The stand-in's own pages: `/__sandbox/faults` (GET, POST, DELETE), `/__sandbox/billing` and more by name. */
export function makeControl<Kind extends string>(options: {
  faults: FaultBoard<Kind>;
  schema: z.ZodType<ArmedFault<Kind>>;
  billing?: BillingBook;
  pages?: Record<string, (call: Call) => Reply>;
}): (call: Call) => Reply | undefined {
  return (call) => {
    if (!call.path.startsWith('/__sandbox/')) return undefined;
    const page = call.path.slice('/__sandbox/'.length);
    if (page === 'faults') return faultPage(options.faults, options.schema, call);
    if (page === 'billing' && options.billing) return { status: 200, body: { rows: options.billing.rows() } };
    const own = options.pages?.[page];
    return own ? own(call) : { status: 404, body: { error: `The stand-in has no page ${page}.` } };
  };
}

function faultPage<Kind extends string>(
  faults: FaultBoard<Kind>,
  schema: z.ZodType<ArmedFault<Kind>>,
  call: Call,
): Reply {
  if (call.method === 'GET') return { status: 200, body: { faults: faults.pending() } };
  if (call.method === 'DELETE') {
    faults.clear();
    return { status: 200, body: { faults: [] } };
  }
  const given = jsonOf(call.body);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const words = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'fault'}: ${issue.message}`);
    return { status: 400, body: { error: words.join('; ') } };
  }
  faults.add(parsed.data);
  return { status: 200, body: { faults: faults.pending() } };
}

/** The parsed body; undefined where it is no JSON. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
