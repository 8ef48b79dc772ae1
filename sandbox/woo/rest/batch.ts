import { type RestReply, type RestRequest, reply } from './request.ts';
import { WpError } from './wp-error.ts';

const LIMIT = 100;

/** Create, update and delete together, at most a hundred; each item succeeds or fails by itself. */
export async function batch(
  request: RestRequest,
  does: {
    create(item: Record<string, unknown>): Promise<unknown>;
    update(id: number, item: Record<string, unknown>): Promise<unknown>;
    remove(id: number): Promise<unknown>;
  },
): Promise<RestReply> {
  const listOf = (name: string) => {
    const value = request.params[name];
    return Array.isArray(value) ? (value as unknown[]) : [];
  };
  const [create, update, remove] = [listOf('create'), listOf('update'), listOf('delete')];
  if (create.length + update.length + remove.length > LIMIT) {
    throw new WpError(
      'woocommerce_rest_request_entity_too_large',
      413,
      `Unable to accept more than ${LIMIT} items for this request.`,
    );
  }
  const each = async (items: unknown[], run: (item: Record<string, unknown>) => Promise<unknown>) => {
    const done: unknown[] = [];
    for (const item of items) {
      const fields = (typeof item === 'object' && item !== null ? item : { id: item }) as Record<
        string,
        unknown
      >;
      done.push(
        await run(fields).catch((error: unknown) => {
          if (error instanceof WpError) return { id: Number(fields.id ?? 0), error };
          throw error;
        }),
      );
    }
    return done;
  };
  return reply({
    create: await each(create, (item) => does.create(item)),
    update: await each(update, (item) => does.update(Number(item.id), item)),
    delete: await each(remove, (item) => does.remove(Number(item.id))),
  });
}
