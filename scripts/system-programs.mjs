// Programs that come from the system, not from npm: found, installed where we may (root on Debian), else named with the
// exact command. Never skipped in silence.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Program -> its Debian package. */
const DEBIAN = {
  chromium: 'chromium',
  'redis-server': 'redis-server',
  php: 'php-cli',
  phpunit: 'phpunit',
  phpcs: 'php-codesniffer',
};

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * @param {string[]} programs names from DEBIAN
 * @param {(text: string) => void} say
 * @returns {boolean} whether all of them are there now
 */
export function ensureSystemPrograms(programs, say) {
  const missing = programs.filter((p) => !onPath(p));
  if (missing.length === 0) return true;
  const packages = missing.map((p) => DEBIAN[p]);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const canInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (canInstall) {
    say(`• installing ${missing.join(', ')} from Debian …`);
    const done = spawnSync('sh', ['-c', command], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status === 0 && missing.every(onPath)) return true;
  }
  say(
    `softbox: ${missing.join(', ')} is missing. On Debian or Ubuntu install it with:\n  sudo sh -c '${command}'`,
  );
  return false;
}
