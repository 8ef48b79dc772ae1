import { GraphQLError } from 'graphql';

/** A top-level error with Shopify's `extensions.code`. Source: https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
export function topLevelError(
  message: string,
  code: string,
  extra: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extra } });
}

/** What no resolver covers says so. */
export function notInSandbox(what: string): GraphQLError {
  return topLevelError(`The sandbox does not implement ${what}.`, 'SANDBOX_NOT_IMPLEMENTED');
}

/** Source: any captured ACCESS_DENIED answer, e.g. media-file-create-references-authorization. */
export function accessDenied(message: string, requiredAccess?: string): GraphQLError {
  return topLevelError(message, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    ...(requiredAccess ? { requiredAccess } : {}),
  });
}
