import type { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { BRIDGE_SCHEME } from '../bridge-signature.ts';
import { type ProblemKind, problemStatus, refusal, toProblem } from '../problem.ts';
import type { Endpoint } from './endpoint.ts';
import { TAGS } from './endpoint.ts';
import { API_ROOT } from './handle-api.ts';
import { idempotencyKeyHeader, lastEventIdHeader } from './schemas/headers.ts';
import { problemSchema } from './schemas/problem.ts';

/** Problems that any request can meet before its endpoint is asked. */
const ALWAYS = ['invalid-input', 'unauthenticated', 'forbidden', 'rate-limited', 'internal'] as const;
const WITH_BODY = ['payload-too-large', 'unsupported-media-type'] as const;
const WITH_KEY = ['conflict', 'idempotency-mismatch'] as const;

const problemsOf = (endpoint: Endpoint): ProblemKind[] => [
  ...new Set<ProblemKind>([
    ...ALWAYS,
    ...(endpoint.body || endpoint.rawBody ? WITH_BODY : []),
    ...(endpoint.method === 'GET' ? [] : WITH_KEY),
    ...endpoint.failures,
  ]),
];

/** Example words of a problem in the document. */
const EXAMPLE_WORDS: Partial<Record<ProblemKind, string>> = {
  'invalid-input': 'There is no field "colour" here.',
  unauthenticated: 'The session token has expired; ask App Bridge for a new one.',
  'not-found': 'There is nothing with this id.',
  'unsupported-option': 'There is no option "glow" in this recipe.',
  'rate-limited': 'Too many requests; wait as long as Retry-After says.',
};

const problemResponses = (endpoint: Endpoint): ZodOpenApiResponsesObject => {
  const responses: ZodOpenApiResponsesObject = {};
  const kinds = problemsOf(endpoint);
  for (const status of [...new Set(kinds.map(problemStatus))].sort()) {
    const ofStatus = kinds.filter((kind) => problemStatus(kind) === status);
    responses[`${status}` as '400'] = {
      description: ofStatus.map((kind) => `/problems/${kind}`).join(', '),
      headers: headersOfProblem(ofStatus),
      content: {
        'application/problem+json': {
          schema: problemSchema,
          examples: Object.fromEntries(
            ofStatus.map((kind) => [kind, { $ref: `#/components/examples/${kind}` }]),
          ),
        },
      },
    };
  }
  return responses;
};

/** Every kind of problem that some endpoint can meet, as the example its responses point at. */
const problemExamples = (endpoints: readonly Endpoint[]) =>
  Object.fromEntries(
    [...new Set(endpoints.flatMap(problemsOf))].sort().map((kind) => {
      const words = EXAMPLE_WORDS[kind] ?? 'What happened, in plain words.';
      return [kind, { value: toProblem(refusal(kind, words), `${API_ROOT}/batches`) }];
    }),
  );

const text = (description: string): oas31.HeaderObject => ({ description, schema: { type: 'string' } });

const headersOfProblem = (kinds: readonly ProblemKind[]): Record<string, oas31.HeaderObject> => ({
  ...(kinds.includes('unauthenticated') ? { 'WWW-Authenticate': text('how to authenticate') } : {}),
  ...(kinds.includes('rate-limited') ? { 'Retry-After': text('seconds to wait') } : {}),
});

const successOf = (endpoint: Endpoint): ZodOpenApiResponsesObject => {
  const { reply, method } = endpoint;
  const replayed: Record<string, oas31.HeaderObject> =
    method === 'GET' ? {} : { 'Idempotency-Replayed': text('true when this answer is a replay') };
  if (reply.kind === 'json') {
    const content = { 'application/json': { schema: reply.schema, example: reply.example } };
    return { [`${reply.status}` as const]: { description: reply.description, headers: replayed, content } };
  }
  const isText = (type: string) => type.startsWith('text/');
  const content = Object.fromEntries(
    reply.contentTypes.map((type) => [
      type,
      {
        schema: isText(type) ? { type: 'string' as const } : {},
        ...(reply.example === undefined ? {} : { example: reply.example }),
      },
    ]),
  );
  const headers = Object.fromEntries(Object.entries(reply.headers ?? {}).map(([n, d]) => [n, text(d)]));
  const success = { [`${reply.status}` as const]: { description: reply.description, headers, content } };
  if (!reply.headers?.ETag) return success;
  return { ...success, '304': { description: 'the file is the one you have' } };
};

/** `zod-openapi` wants object schemas for parameters; ours are, though the table has forgotten it. */
const asObject = (schema: z.ZodType | undefined) => schema as z.ZodObject | undefined;

const operationOf = (endpoint: Endpoint): ZodOpenApiOperationObject => {
  const header =
    endpoint.method === 'GET'
      ? endpoint.operationId === 'watchBatch'
        ? lastEventIdHeader
        : undefined
      : idempotencyKeyHeader;
  const path = asObject(endpoint.params);
  const query = asObject(endpoint.query);
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    requestParams: {
      ...(path ? { path } : {}),
      ...(query ? { query } : {}),
      ...(header ? { header } : {}),
    },
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: endpoint.body, example: endpoint.bodyExample } },
          },
        }
      : {}),
    ...(endpoint.rawBody
      ? {
          requestBody: {
            required: true,
            description: `${endpoint.rawBody.description}; at most ${endpoint.rawBody.maxBytes} bytes`,
            content: Object.fromEntries(
              [endpoint.rawBody.contentType, ...(endpoint.rawBody.alsoContentTypes ?? [])].map((type) => [
                type,
                {},
              ]),
            ),
          },
        }
      : {}),
    responses: { ...successOf(endpoint), ...problemResponses(endpoint) },
  };
};

const ABOUT = [
  'Makes on-brand product pictures of a store, lets people review them, publishes them and takes them back.',
  'Every answer belongs to the store of the caller; the id of another store answers 404. Money is integer micro-units.',
  'See docs/api/README.md for how to sign, page, repeat and stream.',
].join(' ');

/** The OpenAPI 3.1 document of these endpoints. */
export const makeOpenApi = (endpoints: readonly Endpoint[], version: string): oas31.OpenAPIObject => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    const path = API_ROOT + endpoint.path;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Softbox job API',
      version,
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'the Softbox server' }],
    tags: TAGS.map((name) => ({ name })),
    security: [{ sessionToken: [] }, { bridgeKey: [] }],
    components: {
      examples: problemExamples(endpoints),
      securitySchemes: {
        sessionToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A Shopify session token, as App Bridge gives it; good for a minute.',
        },
        bridgeKey: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: `${BRIDGE_SCHEME} KeyId=…, Timestamp=…, Nonce=…, Signature=…: each request signed with the key of a bridge; see docs/api/README.md.`,
        },
      },
    },
    paths,
  });
};
