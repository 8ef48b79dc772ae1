import { type LoaderFunctionArgs, redirect } from '@remix-run/node';

/** The platform opens the app at its root with its own parameters, which the embedded app needs. */
export const loader = ({ request }: LoaderFunctionArgs) => redirect(`/app${new URL(request.url).search}`);
