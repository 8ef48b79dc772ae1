import { json, type LoaderFunctionArgs } from '@remix-run/node';

/** An address within the app that leads nowhere: said in the app's own frame, so that the menu stays. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  await context.container.shopify.authenticateAdmin(request);
  throw json({ problem: 'There is no such page. The address may be out of date.' }, { status: 404 });
};

export default function NoSuchScreen() {
  return null;
}
