import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  type IntrospectionQuery,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { API_VERSION } from './api-version.ts';
import * as files from './documents/files.ts';
import * as gallery from './documents/gallery.ts';
import * as products from './documents/products.ts';
import * as translations from './documents/translations.ts';

const root = join(import.meta.dirname, '../../..');

/** The platform's own schema, as its developer tools carry it. */
const loadSchema = () => {
  const file = join(root, `node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`);
  const json = JSON.parse(gunzipSync(readFileSync(file)).toString()) as IntrospectionQuery & {
    data?: IntrospectionQuery;
  };
  return buildClientSchema(json.data ?? json);
};

/** Every GraphQL document the studio sends, by name. */
const MODULES = { files, gallery, products, translations };
const all = Object.values(MODULES).flatMap((module) => Object.entries(module));
const rootFields = (text: string): string[] => {
  const found: string[] = [];
  for (const definition of parse(text).definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind === 'Field') found.push(selection.name.value);
    }
  }
  return found;
};

const sourcesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : sourcesOf(path);
    return /[.]tsx?$/.test(name) && !/[.]test[.]/.test(name) ? [path] : [];
  });

describe('our GraphQL documents', () => {
  let schema: ReturnType<typeof loadSchema>;
  beforeAll(() => {
    schema = loadSchema();
  });

  it('are all looked at here', () => {
    const names = readdirSync(join(import.meta.dirname, 'documents')).map((file) => file.replace('.ts', ''));
    expect(names.sort()).toEqual(Object.keys(MODULES).sort());
  });

  it.each(all)('%s is valid in the real schema and uses nothing deprecated', (_name, text) => {
    expect(validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
  });

  it('a field that the schema does not have would be noticed', () => {
    const wrong = gallery.READ_JOB.replace('done', 'finished');
    expect(validate(schema, parse(wrong))).not.toEqual([]);
  });

  it('every mutation asks for the errors that a 200 can hide', () => {
    for (const [name, text] of all) {
      if (!/^\s*mutation\b/m.test(text)) continue;
      expect(text, name).toMatch(/\b(u|mediaU)serErrors\b/);
    }
  });
});

describe('what could destroy a merchant’s pictures', () => {
  it('is not among the documents, but for deleting a file of ours', () => {
    const deleting = all.filter(([, text]) => rootFields(text).some((field) => /delete/i.test(field)));
    expect(deleting.map(([name]) => name)).toEqual(['DELETE_OWN_FILE']);
  });

  it('no document can replace the bytes of a file', () => {
    for (const [name, text] of all) {
      if (!rootFields(text).includes('fileUpdate')) continue;
      const inputs: string[] = [];
      visit(parse(text), {
        enter(node) {
          if (node.kind === 'ObjectField') inputs.push(node.name.value);
        },
      });
      expect(inputs.sort(), name).toEqual(
        name === 'SET_ALT' ? ['alt', 'id'] : ['id', 'referencesToAdd', 'referencesToRemove'],
      );
    }
  });

  it('is nowhere in the app, and only one file may delete', () => {
    const files = sourcesOf(join(root, 'app')).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    const naming = (pattern: RegExp) =>
      files.filter((f) => pattern.test(f.text)).map((f) => f.path.slice(root.length + 1));
    expect(naming(/productDeleteMedia|productSet\b|productDeleteImages/)).toEqual([]);
    expect(naming(/\bDELETE_OWN_FILE\b/).sort()).toEqual([
      'app/adapters/shopify/delete-own-file.ts',
      'app/adapters/shopify/documents/files.ts',
    ]);
    expect(naming(/\bfileDelete\b/).sort()).toEqual([
      'app/adapters/shopify/delete-own-file.ts',
      'app/adapters/shopify/documents/files.ts',
    ]);
    expect(naming(/\bfileUpdate\b/).sort()).toEqual([
      'app/adapters/shopify/change-gallery.ts',
      'app/adapters/shopify/documents/files.ts',
    ]);
  });
});
