import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process said that it is ready; rejects when it ended before. */
  readonly ready: Promise<unknown>;
  readonly exited: Promise<number | null>;
  /** SIGTERM, then SIGKILL when it has not gone after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts `node <script>` with an IPC channel; its first message means "ready". Output goes to `logFile`. */
export const startProcess = (
  name: string,
  script: string,
  env: Readonly<Record<string, string>>,
  logFile: string,
): ManagedProcess => {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  // The last lines, so that a process that dies at boot can be quoted.
  let tail = '';
  const keep = (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-4_000);
    log.write(chunk);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      log.end();
      resolve(code);
    });
  });
  const ready = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended at its start (exit ${code}):\n${tail}`)));
  });
  // Whoever awaits `ready` gets the rejection; a process stopped on purpose must not become an unhandled one.
  ready.catch(() => {});
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    name,
    pid: child.pid ?? -1,
    ready,
    exited,
    async stop(graceMs = 30_000) {
      if (!running()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      if (running()) child.kill('SIGKILL');
      await exited;
    },
  };
};
