import { z } from 'zod';

const uuid = z.uuid();

/** An id out of an address or a form; the nil id, which names nothing, when it cannot be one of ours. */
export const idOf = (text: unknown): string =>
  uuid.safeParse(text).data ?? '00000000-0000-0000-0000-000000000000';

/** Where a list goes on; the first page when the address holds no cursor of ours. */
export const cursorOf = (params: URLSearchParams): string | undefined =>
  uuid.safeParse(params.get('cursor')).data;
