import { failure } from '#app/domain/failure.ts';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { Preset, Presets } from '#app/ports/repositories/presets.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  name: true,
  body: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.PresetSelect;

type Row = Prisma.PresetGetPayload<{ select: typeof SELECT }>;

const toPreset = ({ body, ...row }: Row): Preset => ({ ...row, recipe: body });
// a recipe is plain JSON by its schema; Prisma's input type cannot see that through readonly fields
const toJson = (recipe: Recipe) => recipe as unknown as Prisma.InputJsonObject;

const nameTaken = (name: string) =>
  err(failure('conflict', `There is a preset called "${name}" already.`, { field: 'name' }));
const missing = err(failure('not-found', 'There is no such preset.'));

const hasName = async (db: Db, storeId: string, name: string, exceptId: string | null): Promise<boolean> => {
  const row = await db.preset.findUnique({
    where: { storeId_name: { storeId, name } },
    select: { id: true },
  });
  return row !== null && row.id !== exceptId;
};

export const makePresets = (db: Db): Presets => ({
  async get(storeId, id) {
    const row = await db.preset.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toPreset(row);
  },
  async list(storeId, page) {
    const rows = await db.preset.findMany({
      where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toPreset), page);
  },
  async create(storeId, { id, name, recipe, now }): Promise<Result<Preset>> {
    // skipDuplicates (ON CONFLICT DO NOTHING) instead of a caught violation, which would spoil a transaction around us
    const rows = await db.preset.createManyAndReturn({
      data: { id, storeId, name, body: toJson(recipe), createdAt: now, updatedAt: now },
      skipDuplicates: true,
      select: SELECT,
    });
    return rows[0] ? ok(toPreset(rows[0])) : nameTaken(name);
  },
  async update(storeId, id, { name, recipe, now }): Promise<Result<Preset>> {
    if (name !== undefined && (await hasName(db, storeId, name, id))) return nameTaken(name);
    const [row] = await db.preset.updateManyAndReturn({
      where: { storeId, id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(recipe === undefined ? {} : { body: toJson(recipe) }),
        updatedAt: now,
      },
      select: SELECT,
    });
    return row ? ok(toPreset(row)) : missing;
  },
  async delete(storeId, id) {
    const { count } = await db.preset.deleteMany({ where: { storeId, id } });
    return count > 0;
  },
});
