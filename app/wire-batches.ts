import { priceAt } from './domain/providers/prices.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { Sha256 } from './ports/hash.ts';
import type { ImageInspector } from './ports/imaging.ts';
import type { Log } from './ports/log.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { ProviderGate } from './ports/provider-gate.ts';
import type { ProviderBatches } from './ports/repositories/provider-batches.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { type DrawRows, makeEndDraw } from './use-cases/batched-draws/end-draw.ts';
import { type HandInDeps, makeHandInDraws } from './use-cases/batched-draws/hand-in-draws.ts';
import { type LookAfterDeps, makeLookAfterBatches } from './use-cases/batched-draws/look-after-batches.ts';
import type { WiredModels } from './wire-models.ts';

/** What draws in a provider's batch mode need. */
export interface BatchPorts {
  readonly inspector: ImageInspector;
  readonly objectStore: ObjectStore;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: () => number;
  readonly log: Log;
  readonly providerGate: ProviderGate;
  readonly unitOfWork: UnitOfWork<DrawRows>;
  readonly repositories: { readonly providerBatches: ProviderBatches };
}

/** Joins what hands draws in at a provider's batch price and looks after them. Knows no adapter. */
export const wireBatches = (
  ports: BatchPorts,
  models: Pick<WiredModels, 'imageModelOf'>,
  options: { readonly poke: () => void } & Pick<HandInDeps, 'limits' | 'timeoutMs' | 'graceMs'> &
    Pick<LookAfterDeps, 'nextLookMs' | 'leaseMs'>,
) => {
  const { inspector, objectStore: objects, sha256, clock, newId, random, log, unitOfWork } = ports;
  const ends = { inspector, objects, sha256, clock, newId, random, log, unitOfWork, priceAt };
  const shared = {
    ...ends,
    ...options,
    endDraw: makeEndDraw(ends),
    providerBatches: ports.repositories.providerBatches,
    imageModelOf: models.imageModelOf,
  };
  return {
    handIn: makeHandInDraws({ ...shared, gate: ports.providerGate }),
    lookAfter: makeLookAfterBatches(shared),
  };
};
