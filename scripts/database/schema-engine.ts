import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const CHAR_OID = 18;
const TEXT_OID = 25;
const CHAR_MARK = '\u0000char';

const markChars = (result: unknown): void => {
  for (const one of Array.isArray(result) ? result : [result]) {
    for (const field of (one as pg.QueryResult | undefined)?.fields ?? []) {
      if (field.dataTypeID !== CHAR_OID) continue;
      field.dataTypeID = TEXT_OID;
      field.name += CHAR_MARK;
    }
  }
};

/**
 * The engine reads catalogue columns of PostgreSQL's internal type "char", which @prisma/adapter-pg 7.10 does not know
 * ("Column type 'char' could not be deserialized"). The client marks such columns, the adapter below gives them the type
 * the engine expects. Both go when the adapter maps OID 18.
 */
class CatalogueClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const callback = args.at(-1);
      if (typeof callback !== 'function') {
        return Promise.resolve(query(...args)).then((result) => {
          markChars(result);
          return result;
        });
      }
      return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
        markChars(result);
        callback(error, result);
      });
    }) as typeof this.query;
  }
}

const suitEngine = (adapter: Awaited<ReturnType<PrismaPg['connect']>>) => {
  // the adapter cuts a script at every semicolon, inside comments and function bodies too; PostgreSQL takes it whole
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const { columnNames, columnTypes, ...rest } = await queryRaw(query);
    return {
      ...rest,
      columnNames: columnNames.map((name) => name.replace(CHAR_MARK, '')),
      columnTypes: columnTypes.map((type, i) =>
        columnNames[i]?.endsWith(CHAR_MARK) ? ColumnTypeEnum.Character : type,
      ),
    };
  };
  return adapter;
};

class EnginePrismaPg extends PrismaPg {
  override async connect() {
    return suitEngine(await super.connect());
  }
  override async connectToShadowDb() {
    return suitEngine(await super.connectToShadowDb());
  }
}

type EngineModule = typeof import('@prisma/schema-engine-wasm');

const loadEngine = async (): Promise<EngineModule> => {
  // without this global a panic of the engine is hidden by the failure to report it
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(message);
      },
    },
  });
  const require = createRequire(import.meta.url);
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const engine: EngineModule & { __wbg_set_wasm(exports: unknown): void } = await import(
    pathToFileURL(glue).href
  );
  const bytes = await readFile(glue.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return engine;
};

// the package's glue code holds its instance and views of its memory in module variables: one instance per process
let loaded: Promise<EngineModule> | null = null;

/**
 * Prisma's schema engine as WebAssembly: it makes migrations and compares them with the schema, where the CLI would
 * download a binary. A prerelease beside the Prisma we run, so it is for development and tests; boot never loads it.
 */
export const openSchemaEngine = async (connectionString: string): Promise<SchemaEngine> => {
  loaded ??= loadEngine();
  const engine = await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(
    new EnginePrismaPg({ connectionString, Client: CatalogueClient }),
  );
  return engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
};

/** A prisma/migrations folder as the engine wants it. */
export const readMigrations = async (folder: string): Promise<MigrationList> => {
  const names = (await readdir(folder)).sort();
  const directories = [];
  for (const name of names) {
    if (!(await stat(join(folder, name))).isDirectory()) continue;
    const value = await readFile(join(folder, name, 'migration.sql'), 'utf8');
    directories.push({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
    });
  }
  const lock = await readFile(join(folder, 'migration_lock.toml'), 'utf8').catch(() => null);
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: lock },
    shadowDbInitScript: '',
    migrationDirectories: directories,
  };
};

/**
 * The SQL that leads from the migrations to schema.prisma, or null when they agree. `shadowUrl` names an empty database
 * that the engine may use as it likes.
 */
export const diffMigrations = async (options: {
  shadowUrl: string;
  migrationsFolder: string;
  schema: string;
}): Promise<string | null> => {
  const engine = await openSchemaEngine(options.shadowUrl);
  try {
    const { stdout, exitCode } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(options.migrationsFolder)) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: options.schema }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    engine.free();
  }
};
