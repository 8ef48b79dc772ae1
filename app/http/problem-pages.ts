import { FAILURE_KINDS, RETRY_POLICY, type RetryPolicy } from '#app/domain/failure.ts';
import { problemResponse, SECURITY_HEADERS } from './api/respond.ts';
import {
  EDGE_PROBLEMS,
  isEdgeProblem,
  type ProblemKind,
  problemStatus,
  problemTitle,
  refusal,
} from './problem.ts';
import { PROBLEM_MEANINGS } from './problem-meanings.ts';

/** Every kind of problem that the app can answer with. */
export const PROBLEM_KINDS: readonly ProblemKind[] = [
  ...FAILURE_KINDS,
  ...(Object.keys(EDGE_PROBLEMS) as (keyof typeof EDGE_PROBLEMS)[]),
];

const AGAIN = {
  never: 'The same request ends in the same way.',
  backoff: 'It may pass by itself; a later try can succeed.',
  wait: 'It passes by itself; the answer says how long to wait where that is known.',
} as const satisfies Record<RetryPolicy, string>;

const meaningOf = (kind: ProblemKind) => ({
  type: `/problems/${kind}` as const,
  title: problemTitle(kind),
  status: problemStatus(kind),
  ...PROBLEM_MEANINGS[kind],
  again: AGAIN[isEdgeProblem(kind) ? 'never' : RETRY_POLICY[kind]],
});

/** The words are ours and hold no markup characters but these. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const page = (kind: ProblemKind): string => {
  const { title, status, means, whatToDo, again } = meaningOf(kind);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escaped(title)}</title></head><body><main>`,
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(means)}</p>`,
    `<h2>What to do</h2><p>${escaped(whatToDo)}</p>`,
    `<h2>Trying again</h2><p>${escaped(again)}</p>`,
    `<p>Kind <code>${kind}</code>, HTTP status ${status}.</p>`,
    '</main></body></html>',
  ].join('\n');
};

const HEADERS = { ...SECURITY_HEADERS, 'Cache-Control': 'public, max-age=3600', Vary: 'Accept' };

/**
 * What stands at a problem's `type`, `/problems/<kind>`: what the kind means and what to do about it (RFC 9457 section 3.1.1
 * wants such an address to lead to words for people). HTML for browsers, JSON for everybody else; a kind there is not is
 * itself a problem, `not-found`. `kind` is the last part of the path.
 */
export const answerProblemType = (request: Request, kind: string): Response => {
  const known = PROBLEM_KINDS.find((one) => one === kind);
  if (!known) {
    return problemResponse(
      refusal('not-found', 'There is no such kind of problem.'),
      new URL(request.url).pathname,
    );
  }
  const isForPeople = request.headers.get('Accept')?.includes('text/html') ?? false;
  return isForPeople
    ? new Response(page(known), { headers: { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8' } })
    : new Response(JSON.stringify(meaningOf(known)), {
        headers: { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8' },
      });
};
