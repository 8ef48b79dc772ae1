import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { handleApi } from '#app/http/api/handle-api.ts';

/** The job API: every path and method below /api/v1 goes to its table of endpoints. */
const answer = ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) =>
  handleApi(request, context.container.api);

export const loader = answer;
export const action = answer;
