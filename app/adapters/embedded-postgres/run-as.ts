import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** The user PostgreSQL runs as when we are root: it refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const lookUp = async (name: string): Promise<RunAs | null> => {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = passwd.split('\n').find((l) => l.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
};

/**
 * Null for an ordinary user. For root: the `postgres` user, made when the machine can make users; else `nobody`
 * (initdb wants a user that has a name).
 */
export const chooseUser = async (): Promise<RunAs | null> => {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp('postgres');
  if (existing !== null) return existing;
  const make = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  // a second process may be making it too: what counts is whether it is there afterwards
  await promisify(execFile)('useradd', make).catch(() => undefined);
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (user === null) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as. Start Softbox as an ordinary user, or set DATABASE_URL.',
    );
  }
  return user;
};

/** Whether the user may enter the folder: every folder on the way must let it through. */
export const isReachable = async (folder: string, user: RunAs): Promise<boolean> => {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const through = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001;
    if (through === 0) return false;
    if (dirname(at) === at) return true;
  }
};
