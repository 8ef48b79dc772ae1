import { describe, expect, it } from 'vitest';
import { FAILURE_KINDS, HTTP_STATUS } from '#app/domain/failure.ts';
import { refusal, toProblem } from '#app/http/problem.ts';
import { PROBLEM_KINDS } from '#app/http/problem-pages.ts';
import { loader } from '#app/routes/problems.$kind.ts';

/** Asks the route as Remix would for the path that a problem gives as its type. */
const visit = (type: string, accept = '*/*') => {
  const request = new Request(`https://app.example${type}`, { headers: { Accept: accept } });
  const params = { kind: type.replace('/problems/', '') };
  return loader({ request, params, context: {} } as unknown as Parameters<typeof loader>[0]);
};

describe('the address that a problem gives as its type', () => {
  it.each(PROBLEM_KINDS)('of %s says what it means, its status and what to do', async (kind) => {
    const { type, title, status } = toProblem(refusal(kind, 'x'), '/x');
    const answer = visit(type);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toContain('application/json');
    expect(await answer.json()).toEqual({
      type,
      title,
      status,
      means: expect.stringMatching(/^[A-Z].{20,}\.$/),
      whatToDo: expect.stringMatching(/^[A-Z].{20,}\.$/),
      again: expect.stringMatching(/^[A-Z].{20,}\.$/),
    });
  });

  it.each(PROBLEM_KINDS)('of %s is a page for people in a browser', async (kind) => {
    const { type, title, status } = toProblem(refusal(kind, 'x'), '/x');
    const answer = visit(type, 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain(`<code>${kind}</code>, HTTP status ${status}.`);
  });

  it('is there for every failure of the domain, and for those of HTTP', () => {
    expect(PROBLEM_KINDS).toEqual(expect.arrayContaining([...FAILURE_KINDS]));
    expect(PROBLEM_KINDS.length).toBe(Object.keys(HTTP_STATUS).length + 2);
  });

  it('has words of its own for each kind', async () => {
    const means = await Promise.all(
      PROBLEM_KINDS.map(async (kind) => (await visit(`/problems/${kind}`).json()) as { means: string }),
    );
    expect(new Set(means.map((m) => m.means)).size).toBe(PROBLEM_KINDS.length);
  });

  it.each(['nonsense', '__proto__', 'constructor', '<b>'])(
    'of %s, which is none, is a problem',
    async (kind) => {
      const answer = visit(`/problems/${kind}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found', status: 404 });
    },
  );
});
