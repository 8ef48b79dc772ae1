import type { Recipes } from '#app/ports/repositories/recipes.ts';
import type { Db } from './client.ts';

export const makeRecipes = (db: Db): Recipes => ({
  async get(storeId, hash) {
    const row = await db.recipe.findFirst({ where: { storeId, hash }, select: { body: true } });
    return row?.body ?? null;
  },
});
