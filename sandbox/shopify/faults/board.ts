import { makeSwitches } from '#sandbox/faults/switches.ts';
import type { Fault, FaultBoard } from './types.ts';

/** The switches of the shops: a fault strikes where its shop and its name match. */
export function makeFaultBoard(): FaultBoard {
  const switches = makeSwitches<Fault>();
  return {
    ...switches,
    take: (kind, about, also = () => true) =>
      switches.take(
        kind,
        (fault) =>
          (fault.shop === undefined || fault.shop === about.shop) &&
          (fault.match === undefined || about.names.includes(fault.match)) &&
          also(fault),
      ),
  };
}
