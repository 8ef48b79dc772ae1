import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { changePresets, savedRecipes } from '#app/http/screen-presets.ts';
import { screenBody, screenJson } from '#app/http/screen-reply.ts';

/** The store's saved recipes. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  return screenJson({ items: await savedRecipes(context.container.useCases, store.id) });
};

/** Saves one, or deletes one. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  return changePresets(context.container.useCases, store.id, await screenBody(request));
};
