import type { Fault, FaultBoard } from './types.ts';

type Armed = { fault: Fault; left: number };

/** Fault switches in the order they were added; each strikes `times` times and is then gone. */
export function makeFaultBoard(): FaultBoard {
  let armed: Armed[] = [];
  return {
    add(fault) {
      armed.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      armed = [];
    },
    pending: () => armed.map(({ fault, left }) => ({ ...fault, times: left })),
    take(kind, about) {
      const found = armed.find(
        ({ fault }) =>
          fault.kind === kind &&
          (fault.shop === undefined || fault.shop === about.shop) &&
          (fault.match === undefined || about.names.includes(fault.match)),
      );
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) armed = armed.filter((other) => other !== found);
      return found.fault as Extract<Fault, { kind: typeof kind }>;
    },
  };
}
