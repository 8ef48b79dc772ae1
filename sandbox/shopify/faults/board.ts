import type { Fault, FaultBoard, FaultKind } from './types.ts';

type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;
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
    take<Kind extends FaultKind>(
      kind: Kind,
      about: { shop: string; names: string[] },
      also: (fault: FaultOf<Kind>) => boolean = () => true,
    ): FaultOf<Kind> | undefined {
      const isKind = (fault: Fault): fault is FaultOf<Kind> => fault.kind === kind;
      const found = armed.find(
        ({ fault }) =>
          isKind(fault) &&
          (fault.shop === undefined || fault.shop === about.shop) &&
          (fault.match === undefined || about.names.includes(fault.match)) &&
          also(fault),
      );
      if (!found || !isKind(found.fault)) return undefined;
      found.left -= 1;
      if (found.left <= 0) armed = armed.filter((other) => other !== found);
      return found.fault;
    },
  };
}
