/** The part of JSON Schema that answers are asked in. */
export type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  description?: string;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  [keyword: string]: unknown;
};

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every schema inside, with where it stands: `properties.light.items`. */
export function* walkSchema(schema: JsonSchema, path = ''): Generator<{ schema: JsonSchema; path: string }> {
  yield { schema, path };
  const inner: [string, JsonSchema | undefined][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, part]): [string, JsonSchema] => [
      `properties.${name}`,
      part,
    ]),
    ...Object.entries(schema.$defs ?? {}).map(([name, part]): [string, JsonSchema] => [
      `$defs.${name}`,
      part,
    ]),
    ['items', schema.items],
    ...(['anyOf', 'oneOf', 'allOf'] as const).flatMap((keyword) =>
      (schema[keyword] ?? []).map((part, at): [string, JsonSchema] => [`${keyword}.${at}`, part]),
    ),
  ];
  for (const [name, part] of inner)
    if (isSchema(part)) yield* walkSchema(part, path === '' ? name : `${path}.${name}`);
}

/** The first keyword outside `allowed`, by name and place; undefined where there is none. */
export function strangeKeyword(
  schema: JsonSchema,
  allowed: ReadonlySet<string>,
): { keyword: string; path: string } | undefined {
  for (const { schema: part, path } of walkSchema(schema))
    for (const keyword of Object.keys(part)) if (!allowed.has(keyword)) return { keyword, path };
  return undefined;
}

export function resolveRef(root: JsonSchema, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref)?.[1];
  const found = schema.$ref === '#' ? root : name === undefined ? undefined : root.$defs?.[name];
  if (!found) throw new Error(`The schema points at ${schema.$ref}, which is not there.`);
  return resolveRef(root, found);
}
