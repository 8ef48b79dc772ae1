import {
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { MAX_INPUT_ARRAY } from '../rules/limits.ts';
import type { AccessRules } from './access.ts';
import { ALL_ROWS } from './connection.ts';
import type { Context, View } from './context.ts';
import { notInSandbox, topLevelError } from './errors.ts';

export type GraphQLRequest = {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
};

/** A request that the schema accepts, ready to be priced and run. */
export type Prepared = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  rawVariables: Record<string, unknown>;
  /** Root fields by name, also what faults are matched against. */
  rootFields: string[];
};

export type Preparation = { ok: true; prepared: Prepared } | { ok: false; errors: readonly GraphQLError[] };

/** Parses and validates against the real schema; the messages are graphql-js's, the codes Shopify's where known. */
export function prepare(schema: GraphQLSchema, request: GraphQLRequest): Preparation {
  const refuse = (...errors: GraphQLError[]): Preparation => ({ ok: false, errors });
  let document: DocumentNode;
  try {
    document = parse(request.query);
  } catch (error) {
    return refuse(error instanceof GraphQLError ? error : new GraphQLError(String(error)));
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return refuse(...errors.map(withCode));
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return refuse(topLevelError('An operation name is required', 'BAD_REQUEST'));
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
  if (coerced.errors) {
    return refuse(...coerced.errors.map((error) => recoded(error, error.message, 'INVALID_VARIABLE')));
  }
  const fragments = Object.fromEntries(
    document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one]] : [])),
  );
  const rootFields = operation.selectionSet.selections.flatMap((one) =>
    one.kind === 'Field' ? [one.name.value] : [],
  );
  const prepared: Prepared = {
    schema,
    document,
    operation,
    fragments,
    variables: coerced.coerced,
    rawVariables: request.variables,
    rootFields,
  };
  const oversized = checkArrays(prepared);
  return oversized ? refuse(oversized) : { ok: true, prepared };
}

/** Source: capture media-file-create-batch-size-limit (2026-04). */
function checkArrays({ schema, operation, variables }: Prepared): GraphQLError | undefined {
  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  for (const selection of operation.selectionSet.selections) {
    const field = selection.kind === 'Field' ? root?.getFields()[selection.name.value] : undefined;
    if (selection.kind !== 'Field' || !field) continue;
    for (const [name, value] of Object.entries(getArgumentValues(field, selection, variables))) {
      if (!Array.isArray(value) || value.length <= MAX_INPUT_ARRAY) continue;
      const message = `The input array size of ${value.length} is greater than the maximum allowed of ${MAX_INPUT_ARRAY}.`;
      return new GraphQLError(message, {
        nodes: selection,
        path: [selection.name.value, name],
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      });
    }
  }
  return undefined;
}

function withCode(error: GraphQLError): GraphQLError {
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (!unknown) return error;
  const [, fieldName, typeName] = unknown;
  return new GraphQLError(`Field '${fieldName}' doesn't exist on type '${typeName}'`, {
    nodes: error.nodes,
    extensions: { code: 'undefinedField', typeName, fieldName },
  });
}

function recoded(error: GraphQLError, message: string, code: string): GraphQLError {
  return new GraphQLError(message, { nodes: error.nodes, extensions: { code } });
}

/** Runs it. A field without a resolver is an error that names it. */
export async function run(
  prepared: Prepared,
  options: { context: Context; access: AccessRules; scopes: ReadonlySet<string>; rootValue: View },
): Promise<{ data: unknown; errors: readonly GraphQLError[] }> {
  const fieldResolver: GraphQLFieldResolver<View, Context> = (source, args, context, info) => {
    options.access.check(options.scopes, info.parentType, info.fieldName, info.returnType);
    const value = source[info.fieldName];
    if (value === undefined) throw notInSandbox(`${info.parentType.name}.${info.fieldName}`);
    if (typeof value !== 'function') return value;
    const isList = getNamedType(info.returnType).name.endsWith('Connection');
    return value(context.unpaged && isList ? { ...args, first: ALL_ROWS } : args, context, info);
  };
  const result = await execute({
    schema: prepared.schema,
    document: prepared.document,
    operationName: prepared.operation.name?.value ?? null,
    rootValue: options.rootValue,
    contextValue: options.context,
    variableValues: prepared.rawVariables,
    fieldResolver,
    typeResolver: (value) => (value as View).__typename,
  });
  return { data: result.data, errors: result.errors ?? [] };
}
