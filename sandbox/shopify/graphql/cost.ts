import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Points of a query. Scalars 0, objects 1, a connection 2 plus what one node costs times `scale(size)`, an interface
 * or union its dearest selection, a mutation 10; what a mutation's payload holds directly is free.
 * Sources: https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits for the kinds; the numbers for sizes and
 * payloads were fitted to, and hold for, the captured `extensions.cost` of https://github.com/airhorns/shopify-draft-proxy
 * (first: 0, 1, 2, 5, 10, 20, 50, 100, 250 cost 2, 3, 3, 5, 6, 7, 9, 11, 13 with one scalar per node).
 */
export type CostRequest = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

const MUTATION_COST = 10;
/** Captured answers of these two start at 20. */
const DEAR_MUTATIONS = new Set(['fileCreate', 'productCreateMedia']);
const FREE = new Set([
  'PageInfo',
  'UserError',
  'FilesUserError',
  'MediaUserError',
  'MetafieldsSetUserError',
  'TranslationUserError',
]);

export function scale(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)));
}

/** What the query may cost at most; with `data`, what it did cost. */
export function queryCost(request: CostRequest, data?: unknown): number {
  const { schema, operation } = request;
  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  if (!root) return 0;
  const walk = makeWalk(request);
  if (operation.operation !== 'mutation')
    return Math.max(1, walk.selection(operation.selectionSet, root, data));
  let total = 0;
  for (const { field } of walk.fieldsOf(operation.selectionSet, root)) {
    const payload = root.getFields()[field.name.value];
    total += DEAR_MUTATIONS.has(field.name.value) ? 2 * MUTATION_COST : MUTATION_COST;
    if (!payload || !field.selectionSet) continue;
    const type = getNamedType(payload.type);
    if (!isCompositeType(type)) continue;
    const value = selectedValue(data, field);
    for (const { field: part, parent } of walk.fieldsOf(field.selectionSet, type)) {
      total += walk.inside(part, parent, selectedValue(value, part));
    }
  }
  return total;
}

type PlacedField = { field: FieldNode; parent: GraphQLCompositeType };

function makeWalk({ schema, fragments, variables }: CostRequest) {
  const included = (node: FieldNode | SelectionSetNode['selections'][number]): boolean => {
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  };
  const fieldsOf = (set: SelectionSetNode, parent: GraphQLCompositeType): PlacedField[] =>
    set.selections.filter(included).flatMap((selection): PlacedField[] => {
      if (selection.kind === 'Field') return [{ field: selection, parent }];
      const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
      if (!fragment) return [];
      const name = fragment.typeCondition?.name.value;
      const type = name ? schema.getType(name) : parent;
      return type && isCompositeType(type) ? fieldsOf(fragment.selectionSet, type) : [];
    });

  /** Everything selected on one value. Fragments on different types of an interface never both apply. */
  const selection = (set: SelectionSetNode, parent: GraphQLCompositeType, data: unknown): number => {
    let always = 0;
    const byType = new Map<string, number>();
    const seen = new Set<string>();
    for (const placed of fieldsOf(set, parent)) {
      const key = `${placed.parent.name} ${placed.field.alias?.value ?? placed.field.name.value}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const points = field(placed.field, placed.parent, data);
      if (isAbstractType(parent) && isObjectType(placed.parent)) {
        byType.set(placed.parent.name, (byType.get(placed.parent.name) ?? 0) + points);
      } else always += points;
    }
    return always + Math.max(0, ...byType.values());
  };
  const field = (node: FieldNode, parent: GraphQLCompositeType, data: unknown): number => {
    const type = typeOf(node, parent);
    if (!type) return 0;
    const own = FREE.has(type.name) || type.name.endsWith('Connection') ? 0 : 1;
    return own + inside(node, parent, selectedValue(data, node));
  };
  /** A field without the point for the object itself. */
  const inside = (node: FieldNode, parent: GraphQLCompositeType, value: unknown): number => {
    const type = typeOf(node, parent);
    if (!type || !node.selectionSet) return 0;
    if (type.name.endsWith('Connection')) return connectionCost(node, parent, type, value);
    if (FREE.has(type.name)) return 0;
    const isList = isListField(node, parent);
    if (!isList) return selection(node.selectionSet, type, value);
    const rows = Array.isArray(value) ? value : [undefined];
    return Math.max(0, ...rows.map((row) => selection(node.selectionSet as SelectionSetNode, type, row)));
  };
  const connectionCost = (
    node: FieldNode,
    parent: GraphQLCompositeType,
    type: GraphQLCompositeType,
    value: unknown,
  ): number => {
    const definition = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    const args = definition ? getArgumentValues(definition, node, variables) : {};
    let nodeCost = 0;
    let returned: number | undefined;
    for (const { field: part } of fieldsOf(node.selectionSet as SelectionSetNode, type)) {
      const rows = selectedValue(value, part);
      if (part.name.value === 'nodes') {
        nodeCost += rowCost(part, type, rows);
        if (Array.isArray(rows)) returned = rows.length;
      }
      if (part.name.value === 'edges') {
        const edge = typeOf(part, type);
        if (Array.isArray(rows)) returned = rows.length;
        if (!edge || !part.selectionSet) continue;
        for (const { field: inner } of fieldsOf(part.selectionSet, edge)) {
          if (inner.name.value !== 'node') continue;
          const nodes = Array.isArray(rows) ? rows.map((row) => selectedValue(row, inner)) : undefined;
          nodeCost += rowCost(inner, edge, nodes);
        }
      }
    }
    const size = value === undefined ? Number(args.first ?? args.last ?? 0) : (returned ?? 0);
    return 2 + scale(size) * Math.max(1, nodeCost);
  };
  const rowCost = (node: FieldNode, parent: GraphQLCompositeType, rows: unknown): number => {
    const type = typeOf(node, parent);
    if (!type || !node.selectionSet) return 0;
    const set = node.selectionSet;
    const costs = Array.isArray(rows)
      ? rows.map((row) => selection(set, type, row))
      : [selection(set, type, undefined)];
    return 1 + Math.max(0, ...costs);
  };
  return { fieldsOf, selection, inside };
}

function typeOf(node: FieldNode, parent: GraphQLCompositeType): GraphQLCompositeType | undefined {
  const definition = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  const type = definition ? getNamedType(definition.type) : undefined;
  return type && isCompositeType(type) ? type : undefined;
}

function isListField(node: FieldNode, parent: GraphQLCompositeType): boolean {
  const type = 'getFields' in parent ? parent.getFields()[node.name.value]?.type : undefined;
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function selectedValue(data: unknown, node: FieldNode): unknown {
  if (data === null || typeof data !== 'object') return undefined;
  return (data as Record<string, unknown>)[node.alias?.value ?? node.name.value];
}
