import { Kind, parse } from 'graphql';
import type { UserError } from '../../rules/user-error.ts';
import { userError } from '../../rules/user-error.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { bulkOperationView } from '../views/bulk-view.ts';
import { errorViews } from './file-mutations.ts';

/** Five at a time an app and shop since 2026-01. Source: https://shopify.dev/docs/api/usage/bulk-operations/queries */
const MAX_RUNNING = 5;
const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

/** `bulkOperationRunQuery`: the result is a JSONL file, made a while later. */
export const BULK_MUTATIONS: Record<string, (context: Context, args: Arguments) => View> = {
  bulkOperationRunQuery(context, args) {
    if (args.groupObjects === true) throw notInSandbox('bulkOperationRunQuery(groupObjects: true)');
    const { world, shop } = context;
    const query = String(args.query);
    const errors = check(context, query);
    if (errors.length > 0) return payload(null, errors);
    const id = shop.nextId();
    shop.bulkOperations.put({
      id,
      status: 'CREATED',
      query,
      createdAt: world.clock.now(),
      completedAt: null,
      errorCode: null,
      objectCount: 0,
      rootObjectCount: 0,
      content: null,
      apiVersion: context.version,
      scopes: context.token.scopes,
    });
    world.schedule(shop, world.latency.bulkMs, { kind: 'run-bulk-query', operationId: id });
    const row = shop.bulkOperations.get(id);
    return payload(row ? bulkOperationView(context, row) : null, []);
  },
};

function payload(bulkOperation: View | null, errors: UserError[]): View {
  return {
    __typename: 'BulkOperationRunQueryPayload',
    bulkOperation,
    userErrors: errorViews('BulkOperationUserError', errors),
  };
}

function check(context: Context, query: string): UserError[] {
  const running = context.shop.bulkOperations.all().filter((row) => row.completedAt === null);
  if (running.length >= MAX_RUNNING) {
    const message = 'A bulk query operation for this app and shop is already in progress.';
    return [userError(null, message, 'OPERATION_IN_PROGRESS')];
  }
  const shape = shapeOf(query);
  if ('error' in shape) return [userError(['query'], `Invalid bulk query: ${shape.error}`, 'INVALID')];
  if (shape.connections === 0) {
    return [userError(['query'], 'Bulk queries must contain at least one connection.', 'INVALID')];
  }
  if (shape.connections > MAX_CONNECTIONS) {
    return [
      userError(
        ['query'],
        `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`,
        'INVALID',
      ),
    ];
  }
  if (shape.depth > MAX_DEPTH) {
    const message = `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`;
    return [userError(['query'], message, 'INVALID')];
  }
  return [];
}

/** Connections are told by their `edges` or `nodes`. */
function shapeOf(query: string): { connections: number; depth: number } | { error: string } {
  try {
    const document = parse(query);
    let connections = 0;
    let deepest = 0;
    const walk = (node: unknown, depth: number): void => {
      if (Array.isArray(node)) {
        for (const one of node) walk(one, depth);
        return;
      }
      if (node === null || typeof node !== 'object') return;
      const field = node as {
        kind?: string;
        selectionSet?: { selections?: { kind: string; name?: { value: string } }[] };
      };
      const isConnection =
        field.kind === Kind.FIELD &&
        (field.selectionSet?.selections ?? []).some(
          (one) => one.name?.value === 'edges' || one.name?.value === 'nodes',
        );
      if (isConnection) {
        connections += 1;
        deepest = Math.max(deepest, depth + 1);
      }
      walk((node as { selectionSet?: unknown }).selectionSet, isConnection ? depth + 1 : depth);
      walk((node as { selections?: unknown }).selections, depth);
      walk((node as { definitions?: unknown }).definitions, depth);
    };
    walk(document, 0);
    return { connections, depth: deepest };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unreadable' };
  }
}
