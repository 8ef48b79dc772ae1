import type { Endpoint } from './endpoint.ts';

export type RouteMatch =
  | { readonly kind: 'found'; readonly endpoint: Endpoint; readonly params: Record<string, string> }
  | { readonly kind: 'no-such-path' }
  | { readonly kind: 'no-such-method'; readonly allow: readonly string[] };

/** Finds endpoints by method and path below `/api/v1`. A fixed segment goes before a parameter. */
export const makeRouteTable = (endpoints: readonly Endpoint[]) => {
  const rows = endpoints.map((endpoint) => ({ endpoint, segments: endpoint.path.slice(1).split('/') }));
  return (method: string, path: string): RouteMatch => {
    const given = path.replace(/^\//, '').split('/');
    const found = rows
      .map((row) => ({ ...row, params: matchSegments(row.segments, given) }))
      .filter((row) => row.params !== null);
    const fixed = Math.max(...found.map(fixedSegments));
    const best = found.filter((row) => fixedSegments(row) === fixed);
    if (best.length === 0) return { kind: 'no-such-path' };
    // HEAD is GET without the body (RFC 9110 section 9.3.2)
    const row = best.find((r) => r.endpoint.method === (method === 'HEAD' ? 'GET' : method));
    if (row?.params) return { kind: 'found', endpoint: row.endpoint, params: row.params };
    const methods = best.map((r) => r.endpoint.method);
    return { kind: 'no-such-method', allow: methods.includes('GET') ? [...methods, 'HEAD'] : methods };
  };
};

const fixedSegments = (row: { readonly segments: readonly string[] }): number =>
  row.segments.filter((s) => !s.startsWith('{')).length;

const matchSegments = (
  pattern: readonly string[],
  given: readonly string[],
): Record<string, string> | null => {
  if (pattern.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, want] of pattern.entries()) {
    const have = given[i] ?? '';
    if (want.startsWith('{')) params[want.slice(1, -1)] = have;
    else if (want !== have) return null;
  }
  return params;
};
