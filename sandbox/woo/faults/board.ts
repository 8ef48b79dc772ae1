import { z } from 'zod';
import type { Fault, FaultBoard, FaultKind } from './types.ts';

type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

/** Fault switches in the order they were added; each strikes `times` times and is then gone. */
export function makeFaultBoard(): FaultBoard {
  let armed: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      armed.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      armed = [];
    },
    pending: () => armed.map(({ fault, left }) => ({ ...fault, times: left })),
    take<Kind extends FaultKind>(
      kind: Kind,
      about: { route: string; method: string },
      also: (fault: FaultOf<Kind>) => boolean = () => true,
    ): FaultOf<Kind> | undefined {
      const isKind = (fault: Fault): fault is FaultOf<Kind> => fault.kind === kind;
      const found = armed.find(
        ({ fault }) =>
          isKind(fault) &&
          (fault.match === undefined || about.route.startsWith(fault.match)) &&
          (fault.method === undefined || about.method === fault.method) &&
          also(fault),
      );
      if (!found || !isKind(found.fault)) return undefined;
      found.left -= 1;
      if (found.left <= 0) armed = armed.filter((other) => other !== found);
      return found.fault;
    },
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
