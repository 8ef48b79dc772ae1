// A zip file by hand, so that the plugin needs no tool to be packed: deflate, no extras, and the same bytes every time.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 2026, so that the same files give the same zip. */
const DOS_TIME = 0;
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

const filesBelow = async (root, path) => {
  if (!(await stat(join(root, path))).isDirectory()) return [path];
  const names = (await readdir(join(root, path))).toSorted();
  return (await Promise.all(names.map((name) => filesBelow(root, `${path}/${name}`)))).flat();
};

const header = (signature, fields) => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    if (size === 2) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt32LE(value, at);
    at += size;
  }
  return bytes;
};

/** Version, flags (names are UTF-8), deflate, time, then checksum and sizes. */
const common = (file) => [
  [2, 20],
  [2, 0x0800],
  [2, 8],
  [2, DOS_TIME],
  [2, DOS_DATE],
  [4, file.crc],
  [4, file.packed.length],
  [4, file.size],
  [2, file.name.length],
  [2, 0],
];

/** Packs `paths` below `root` under the folder `prefix`; returns how many files there are. */
export const zipFiles = async (root, paths, prefix, target) => {
  const names = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const name of names) {
    const bytes = await readFile(join(root, name));
    const file = {
      name: Buffer.from(`${prefix}/${name}`),
      crc: crc32(bytes),
      size: bytes.length,
      packed: deflateRawSync(bytes, { level: 9 }),
    };
    const local = Buffer.concat([header(0x04034b50, common(file)), file.name, file.packed]);
    directory.push(
      header(0x02014b50, [
        [2, 20],
        ...common(file),
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0o100644 * 0x10000],
        [4, offset],
      ]),
      file.name,
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, names.length],
    [2, names.length],
    [4, central.length],
    [4, offset],
    [2, 0],
  ]);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, Buffer.concat([...parts, central, end]));
  return names.length;
};
