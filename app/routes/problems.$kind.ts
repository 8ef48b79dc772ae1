import type { LoaderFunctionArgs } from '@remix-run/node';
import { answerProblemType } from '#app/http/problem-pages.ts';

/** Where the `type` of every problem of the API leads. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  answerProblemType(request, params.kind ?? '');
