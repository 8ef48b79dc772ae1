import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  GraphQLError,
  GraphQLScalarType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { type AccessItem, type AccessRules, makeAccessRules } from './access.ts';

/** Stable versions answered for, oldest first; quarters, supported for at least twelve months. */
const STABLE_VERSIONS = ['2026-01', '2026-04', '2026-07', '2026-10'] as const;

export type Schemas = {
  /**
   * The version that answers a request for `wanted`: itself, the oldest supported one for anything older, undefined
   * for what never was a version.
   * Source: https://shopify.dev/docs/api/usage/versioning (fall-forward).
   */
  resolve(wanted: string): string | undefined;
  /** The real schema of a supported version and the scopes it asks for, read on first use. */
  get(version: string): AdminSchema;
};

export type AdminSchema = { schema: GraphQLSchema; access: AccessRules };

/**
 * Built schemas by path. They are constants of the package, take long to build and are never changed, so every sandbox
 * of one process shares them.
 */
const built = new Map<string, AdminSchema>();

/** Schemas as `@shopify/dev-mcp` carries them: the introspection of the real Admin API. */
export function makeSchemas(): Schemas {
  const directory = dataDirectory();
  const pathOf = (version: string) => join(directory, `admin_${version}.json.gz`);
  const supported = [...STABLE_VERSIONS, 'unstable'].filter((version) => existsSync(pathOf(version)));
  return {
    resolve(wanted) {
      if (supported.includes(wanted)) return wanted;
      const oldest = supported[0];
      const isQuarter = /^20\d\d-(01|04|07|10)$/.test(wanted);
      return isQuarter && oldest !== undefined && wanted < oldest ? oldest : undefined;
    },
    get(version) {
      const known = built.get(pathOf(version));
      if (known) return known;
      const schema = readSchema(pathOf(version));
      built.set(pathOf(version), schema);
      return schema;
    },
  };
}

/** The package exports only its entry points, so its folder is looked for where Node would look. */
function dataDirectory(): string {
  const places = createRequire(import.meta.url).resolve.paths('@shopify/dev-mcp') ?? [];
  const directories = places.map((place) => join(place, '@shopify', 'dev-mcp', 'dist', 'data'));
  const found = directories.find((directory) => existsSync(directory));
  if (!found)
    throw new Error('The sandbox needs the development dependency @shopify/dev-mcp for the Admin schema.');
  return found;
}

type SchemaFile = { data: IntrospectionQuery; offline_scopes: { items: AccessItem[] } };

function readSchema(path: string): AdminSchema {
  const parsed = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as SchemaFile;
  const schema = buildClientSchema(parsed.data);
  teachScalars(schema);
  return { schema, access: makeAccessRules(parsed.offline_scopes.items) };
}

/** Introspection names scalars but cannot carry how they are read and written. */
function teachScalars(schema: GraphQLSchema): void {
  const scalar = (name: string): GraphQLScalarType | undefined => {
    const type = schema.getType(name);
    return type instanceof GraphQLScalarType ? type : undefined;
  };
  const dateTime = scalar('DateTime');
  if (dateTime) dateTime.serialize = (value) => (typeof value === 'number' ? isoSeconds(value) : value);
  const integer = scalar('UnsignedInt64');
  if (integer) {
    integer.serialize = (value) => String(value);
    integer.parseValue = parseUnsigned;
  }
  const url = scalar('URL');
  if (url) {
    url.parseValue = (value) => {
      if (typeof value !== 'string' || !URL.canParse(value)) throw new GraphQLError(`Invalid url '${value}'`);
      return value;
    };
  }
}

/** Times have whole seconds: `2026-07-03T00:01:46Z`. */
export function isoSeconds(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

function parseUnsigned(value: unknown): string {
  const text = String(value);
  if (!/^\d+$/.test(text)) throw new GraphQLError(`UnsignedInt64 cannot represent value '${text}'`);
  return text;
}
