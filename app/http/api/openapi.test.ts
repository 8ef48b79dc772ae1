import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openApiText } from '#scripts/openapi-text.ts';
import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { in: string; name: string; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { example: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, Record<string, unknown>> }>;
}
const document = JSON.parse(openApiText()) as {
  openapi: string;
  security: object[];
  components: Record<string, Record<string, unknown>>;
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, method, operation })),
);

/** The schemas of a row of the table, by what they check. */
const examplesOf = (endpoint: Endpoint): [string, z.ZodType, unknown][] => [
  ...(endpoint.body ? [['body', endpoint.body, endpoint.bodyExample] as [string, z.ZodType, unknown]] : []),
  ...(endpoint.reply.kind === 'json'
    ? [['reply', endpoint.reply.schema, endpoint.reply.example] as [string, z.ZodType, unknown]]
    : []),
];

describe('the OpenAPI document', () => {
  it('is the one in the repository (else run: npm run openapi)', () => {
    const kept = readFileSync(new URL('../../../docs/api/openapi.json', import.meta.url), 'utf8');
    expect(openApiText() === kept).toBe(true);
  });

  it('is of version 3.1, lets two kinds of callers in and has an operation for every endpoint', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.security).toEqual([{ sessionToken: [] }, { bridgeKey: [] }]);
    expect(operations).toHaveLength(ENDPOINTS.length);
    expect(new Set(operations.map((o) => o.operation.operationId)).size).toBe(ENDPOINTS.length);
  });

  it.each(operations)(
    '$name says what it does, what can go wrong and how it looks',
    ({ method, operation }) => {
      expect(operation.summary).toMatch(/\w{3}/);
      expect(operation.tags).toHaveLength(1);
      const statuses = Object.keys(operation.responses);
      expect(statuses).toEqual(expect.arrayContaining(['400', '401', '403', '429', '500']));
      expect(statuses.filter((s) => s.startsWith('2'))).toHaveLength(1);
      if (method !== 'get') {
        expect(operation.parameters?.map((p) => p.name)).toContain('Idempotency-Key');
        expect(statuses).toEqual(expect.arrayContaining(['409', '422']));
      }
      if (operation.requestBody) {
        expect(statuses).toEqual(expect.arrayContaining(['413', '415']));
        const [type, content] = Object.entries(operation.requestBody.content)[0] ?? [];
        if (type === 'application/json') expect(content?.example).toBeDefined();
        else expect(type).toMatch(/^image\//);
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        const problem = response.content?.['application/problem+json'];
        if (Number(status) >= 400) expect(Object.keys(problem?.examples ?? {}).length).toBeGreaterThan(0);
      }
    },
  );

  it('declares every parameter of its paths', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(item)) {
        const declared = (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name);
        expect(declared).toEqual(names);
      }
    }
  });

  it('refers to nothing that is not there', () => {
    const refs = [...openApiText().matchAll(/"\$ref": "#\/components\/(\w+)\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(100);
    for (const [, kind = '', name = ''] of refs) expect(document.components[kind]).toHaveProperty([name]);
  });

  it('leaves no schema empty where a body or a JSON answer is', () => {
    const empty = Object.entries(document.components.schemas ?? {}).filter(
      ([, schema]) => Object.keys(schema as object).length === 0,
    );
    expect(empty).toEqual([]);
  });
});

describe('the examples', () => {
  it.each(
    ENDPOINTS.flatMap((e) =>
      examplesOf(e).map(([part, schema, example]) => [e.operationId, part, schema, example] as const),
    ),
  )('of %s (%s) are what the schema says', (_id, _part, schema, example) => {
    const parsed = schema.safeParse(example);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });
});
