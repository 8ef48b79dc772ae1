import { type GraphQLObjectType, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import { accessDenied } from './errors.ts';

/** One line of the scope table that comes with the schema in `@shopify/dev-mcp`. */
export type AccessItem =
  | { type: 'type'; typeName: string; requiredAccess: string; offlineScopes: string[] }
  | { type: 'field'; typeName: string; fieldName: string; requiredAccess: string; offlineScopes: string[] };

export type AccessRules = {
  /** Throws ACCESS_DENIED when the token has none of the scopes that the field, or what it returns, asks for. */
  check(
    scopes: ReadonlySet<string>,
    parent: GraphQLObjectType,
    fieldName: string,
    returns: GraphQLOutputType,
  ): void;
};

type Rule = { requiredAccess: string; anyOf: string[] };

/** The real scope table of the Admin API, as the schema's package carries it. */
export function makeAccessRules(items: AccessItem[]): AccessRules {
  const rules = new Map<string, Rule>();
  for (const item of items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.type === 'type' ? item.typeName : `${item.typeName}.${item.fieldName}`;
    rules.set(key, { requiredAccess: item.requiredAccess, anyOf: item.offlineScopes });
  }
  return {
    check(scopes, parent, fieldName, returns) {
      const applying = [rules.get(`${parent.name}.${fieldName}`), rules.get(entityOf(returns))];
      for (const rule of applying) {
        if (!rule || rule.anyOf.some((scope) => scopes.has(scope))) continue;
        const message = `Access denied for ${fieldName} field. Required access: ${rule.requiredAccess}`;
        throw accessDenied(message, rule.requiredAccess);
      }
    },
  };
}

/** What a field is about: for a connection the type of its nodes. */
function entityOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named) || !named.name.endsWith('Connection')) return named.name;
  const nodes = named.getFields().nodes;
  return nodes ? getNamedType(nodes.type).name : named.name;
}

/** `write_x` includes `read_x`. Source: https://shopify.dev/docs/api/usage/access-scopes */
export function expandScopes(scopes: string[]): Set<string> {
  return new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]));
}
