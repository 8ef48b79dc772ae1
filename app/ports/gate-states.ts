import type { GateState } from '#app/domain/providers/gate-types.ts';
import type { GateKey } from './provider-gate.ts';

/** A gate's state as it was read. */
export interface GateReading {
  readonly state: GateState;
  /** Null: nobody has written one yet. */
  readonly version: string | null;
  /** The backend's own time, milliseconds: workers' clocks may differ, theirs never decides. */
  readonly now: number;
}

/** Where the state of the providers' gates is kept, shared by all workers: read, decide, write if nobody wrote meanwhile. */
export interface GateStates {
  read(key: GateKey): Promise<GateReading>;
  /** False when another has written since `version` was read: then nothing was written. */
  write(key: GateKey, version: string | null, state: GateState): Promise<boolean>;
}
