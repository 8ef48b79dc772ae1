import type { ShopState, TaskRecord } from './state/types.ts';
import type { World } from './world.ts';

type Due = { shop: ShopState; task: TaskRecord };

export type TaskHandlers = {
  /** Runs while nothing else does; its effect and the task's removal are committed together. */
  run(shop: ShopState, task: TaskRecord): Promise<void>;
  /** Tasks that wait for somebody else (webhooks): run beside the others. */
  isSlow(task: TaskRecord): boolean;
};

export type Scheduler = {
  /** Runs what is due and waits for it, but not for webhooks under way. */
  runDue(): Promise<void>;
  /** As `runDue`, again and again until nothing is due and nothing under way. */
  settle(): Promise<void>;
  /** With the real clock: be woken when the next task is due. */
  wake(): void;
  close(): Promise<void>;
};

/** Longest sleep of the timer: a later task is looked at again then. */
const MAX_SLEEP_MS = 60_000;

/** Runs the tasks of all shops in the order of their time. `live` says whether the clock moves by itself. */
export function makeScheduler(world: World, handlers: TaskHandlers, live: boolean): Scheduler {
  const underWay = new Map<number, Promise<void>>();
  let queue: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const all = (): Due[] =>
    world.state.shops().flatMap((shop) => shop.tasks.all().map((task) => ({ shop, task })));
  const nextDue = (): Due | undefined => {
    const now = world.clock.now();
    return all()
      .filter(({ task }) => task.at <= now && !underWay.has(task.id))
      .sort((left, right) => left.task.at - right.task.at || left.task.id - right.task.id)[0];
  };
  const finish = ({ shop, task }: Due) => {
    shop.tasks.remove(task.id);
    world.flushEvents();
    if (!closed) world.state.commit();
  };
  const runOne = async (due: Due) => {
    try {
      await handlers.run(due.shop, due.task);
    } catch (error) {
      console.error('sandbox: a scheduled task failed', due.task, error);
    }
    finish(due);
  };
  const runAll = async () => {
    for (let due = nextDue(); due && !closed; due = nextDue()) {
      if (!handlers.isSlow(due.task)) {
        await runOne(due);
        continue;
      }
      const { id } = due.task;
      underWay.set(
        id,
        runOne(due).finally(() => {
          underWay.delete(id);
          wake();
        }),
      );
    }
  };
  const runDue = () => {
    queue = queue.then(runAll);
    return queue;
  };
  const wake = () => {
    if (!live || closed) return;
    clearTimeout(timer);
    const waiting = all().filter(({ task }) => !underWay.has(task.id));
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map(({ task }) => task.at));
    timer = setTimeout(
      () => {
        void runDue().then(wake);
      },
      Math.min(MAX_SLEEP_MS, Math.max(0, next - world.clock.now())),
    );
  };
  return {
    runDue,
    async settle() {
      do {
        await runDue();
        await Promise.all(underWay.values());
      } while (nextDue() || underWay.size > 0);
    },
    wake,
    async close() {
      closed = true;
      clearTimeout(timer);
      await queue;
      await Promise.all(underWay.values());
    },
  };
}
