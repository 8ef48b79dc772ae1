import type { MediaErrorCode } from '../state/types.ts';

/** What the next matching request, medium or delivery suffers. Each fault is used up `times` times (default 1). */
export type Fault = (
  | { kind: 'throttle' }
  | { kind: 'server-error'; status: number; when: 'before' | 'after' }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'drop'; when: 'before' | 'after' }
  | { kind: 'media-failed'; code: MediaErrorCode }
  | { kind: 'expired-token' }
  | { kind: 'duplicate-webhook' }
  | { kind: 'reorder-webhooks' }
) & {
  /** How often it strikes; default 1. */
  times?: number;
  /** Only requests whose GraphQL document names this root field (e.g. `fileUpdate`), or webhooks of this topic. */
  match?: string;
  shop?: string;
};

export type FaultKind = Fault['kind'];

/** The switches. `take` is the sandbox's side: it uses a matching fault up. */
export type FaultBoard = {
  add(fault: Fault): void;
  clear(): void;
  /** Faults not used up yet. */
  pending(): Fault[];
  take<Kind extends FaultKind>(
    kind: Kind,
    about: { shop: string; names: string[] },
    also?: (fault: Extract<Fault, { kind: Kind }>) => boolean,
  ): Extract<Fault, { kind: Kind }> | undefined;
};
