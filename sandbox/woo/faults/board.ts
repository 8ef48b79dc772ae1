import { z } from 'zod';
import { makeSwitches } from '#sandbox/faults/switches.ts';
import type { Fault, FaultBoard } from './types.ts';

/** The switches of the site: a fault strikes where its route and its method match. */
export function makeFaultBoard(): FaultBoard {
  const switches = makeSwitches<Fault>();
  return {
    ...switches,
    take: (kind, about, also = () => true) =>
      switches.take(
        kind,
        (fault) =>
          (fault.match === undefined || about.route.startsWith(fault.match)) &&
          (fault.method === undefined || about.method === fault.method) &&
          also(fault),
      ),
  };
}

const common = {
  times: z.int().positive().optional(),
  match: z.string().min(1).optional(),
  method: z.string().min(1).optional(),
};
const when = z.enum(['before', 'after']);
const schema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfter: z.int().min(0).optional(),
    when,
    ...common,
  }),
  z.strictObject({ kind: z.literal('html'), ...common }),
  z.strictObject({ kind: z.literal('bom'), ...common }),
  z.strictObject({ kind: z.literal('notice'), ...common }),
  z.strictObject({ kind: z.literal('cut'), ...common }),
  z.strictObject({ kind: z.literal('endless'), ...common }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0).max(120_000), ...common }),
  z.strictObject({ kind: z.literal('drop'), when, ...common }),
  z.strictObject({ kind: z.literal('redirect'), to: z.string(), ...common }),
  z.strictObject({ kind: z.literal('no-headers'), ...common }),
  z.strictObject({ kind: z.literal('other-ids'), ...common }),
  z.strictObject({ kind: z.literal('no-way-out'), ...common }),
]);

/** A fault out of a request body, or what is wrong with it. */
export function parseFault(value: unknown): { ok: true; fault: Fault } | { ok: false; problem: string } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, problem: z.prettifyError(parsed.error) };
  // absent stays absent: zod writes undefined for it
  return { ok: true, fault: JSON.parse(JSON.stringify(parsed.data)) as Fault };
}
