import { describe, expect, it } from 'vitest';
import { FAILURE_KINDS, HTTP_STATUS } from '#app/domain/failure.ts';
import { problemResponse } from './api/respond.ts';
import { EDGE_PROBLEMS, type EdgeProblemKind, refusal, toProblem } from './problem.ts';

describe('a failure at the edge', () => {
  it.each(FAILURE_KINDS)('%s becomes a problem document with the status of the table', (kind) => {
    const problem = toProblem(refusal(kind, 'What happened.'), '/api/v1/batches');
    expect(problem).toEqual({
      type: `/problems/${kind}`,
      title: expect.stringMatching(/\w{4}/),
      status: HTTP_STATUS[kind],
      detail: 'What happened.',
      instance: '/api/v1/batches',
    });
  });

  it('has a title of its own for each kind', () => {
    const titles = FAILURE_KINDS.map((kind) => toProblem(refusal(kind, ''), '/').title);
    expect(new Set(titles).size).toBe(FAILURE_KINDS.length);
  });

  it.each(Object.keys(EDGE_PROBLEMS) as EdgeProblemKind[])('knows %s, which the domain does not', (kind) => {
    expect(toProblem(refusal(kind, ''), '/').status).toBe(EDGE_PROBLEMS[kind].status);
    expect(kind in HTTP_STATUS).toBe(false);
  });

  it('names field, errors and facts, and nothing else', () => {
    const problem = toProblem(
      {
        ...refusal('unsupported-option', 'No.', { field: 'recipe.glow', details: { fields: ['glow'] } }),
        headers: { 'X-Inner': 'kept out of the body' },
        retryAfterMs: 5,
      },
      '/x',
    );
    expect(Object.keys(problem).sort()).toEqual(
      ['detail', 'details', 'field', 'instance', 'status', 'title', 'type'].sort(),
    );
  });

  it('is sent as problem+json that no cache keeps and no browser guesses at', async () => {
    const response = problemResponse(refusal('conflict', 'Not now.', { retryAfterMs: 1200 }), '/x');
    expect(response.status).toBe(409);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Retry-After')).toBe('2');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await response.json()).toMatchObject({ detail: 'Not now.' });
  });

  it('says on a 401 how to authenticate', () => {
    const challenge = problemResponse(refusal('unauthenticated', 'Who?'), '/x').headers.get(
      'WWW-Authenticate',
    );
    expect(challenge).toContain('Bearer');
    expect(challenge).toContain('Softbox-HMAC-SHA256');
  });
});
