const POLL_MS = 700;
/** Without any progress for this long something is wrong, and the demo says so instead of waiting for ever. */
const STUCK_MS = 5 * 60_000;

export type Say = (text: string) => void;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Repeats `look` until it says it is done; `look` returns a text of how far it is. */
export const waitFor = async (say: Say, look: () => Promise<{ done: boolean; text: string }>) => {
  let last = '';
  let changedAt = Date.now();
  for (;;) {
    const { done, text } = await look();
    if (text !== last) {
      say(`  ${text}`);
      last = text;
      changedAt = Date.now();
    }
    if (done) return;
    if (Date.now() - changedAt > STUCK_MS)
      throw new Error(`nothing moved for ${STUCK_MS / 60_000} minutes: ${text}`);
    await pause(POLL_MS);
  }
};
