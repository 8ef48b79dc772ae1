import type { FaultBoard } from './faults/types.ts';
import type { SandboxState, ShopState, TaskRecord } from './state/types.ts';
import type { Clock, Latency } from './types.ts';

type DistributiveOmit<Type, Keys extends PropertyKey> = Type extends unknown ? Omit<Type, Keys> : never;
export type NewTask = DistributiveOmit<TaskRecord, 'id' | 'at'>;

/** One topic of one subscription, with its absolute address. */
export type Subscription = { topic: string; uri: string };

export type AppConfig = {
  clientId: string;
  clientSecret: string;
  appUrl: string;
  scopes: string[];
  optionalScopes: string[];
  subscriptions: Subscription[];
  webhookApiVersion: string;
};

/** What every rule of the sandbox is given: nothing here is read from the environment. */
export type World = {
  readonly clock: Clock;
  readonly latency: Latency;
  readonly state: SandboxState;
  readonly faults: FaultBoard;
  readonly app: AppConfig;
  /** `http://127.0.0.1:{port}` */
  origin(): string;
  uuid(): string;
  /** Puts something on the clock; it survives a restart. */
  schedule(shop: ShopState, delayMs: number, task: NewTask): void;
  /** Notes that something happened to a product; the webhooks go out once the present operation ends. */
  noteProduct(shop: ShopState, event: ProductEvent): void;
  /** Sends the webhooks of what was noted. Called at the end of each mutation, task and merchant action. */
  flushEvents(): void;
};

export type ProductEvent = { kind: 'created' | 'updated' | 'deleted'; productId: number };
