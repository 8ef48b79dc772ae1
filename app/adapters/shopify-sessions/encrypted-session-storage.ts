import { type OnlineAccessInfo, Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { z } from 'zod';
import { SECRET_CONTEXTS } from '#app/domain/secret-context.ts';
import type { Keyring } from '#app/ports/keyring.ts';
import type { SessionRow, SessionRows } from '#app/ports/repositories/session-rows.ts';

/** What is sealed: the whole session, so that access token, refresh token and their times are always of one moment. */
const sealedSession = z.object({
  id: z.string(),
  shop: z.string(),
  state: z.string(),
  isOnline: z.boolean(),
  scope: z.string().optional(),
  expires: z.coerce.date().optional(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  refreshTokenExpires: z.coerce.date().optional(),
  onlineAccessInfo: z.custom<OnlineAccessInfo>((value) => typeof value === 'object').optional(),
});

/** A row copied to another session does not open. */
const contextOf = SECRET_CONTEXTS['shopify-session'];

const sessionOf = (row: SessionRow, keyring: Keyring): Session =>
  new Session(sealedSession.parse(JSON.parse(keyring.open(row.sealed, contextOf(row.id)))));

/**
 * Shopify's session storage with everything secret encrypted at rest. Tokens rotate, so a half-saved pair would lock us out
 * of the shop: the session is one sealed value, replaced in one statement. Whatever fails (database, key, a changed row)
 * rejects; in particular a delete that failed is never reported as done.
 */
export const makeEncryptedSessionStorage = (rows: SessionRows, keyring: Keyring): SessionStorage => ({
  async storeSession(session) {
    const { id, shop, isOnline, expires } = session;
    const sealed = keyring.seal(JSON.stringify(session.toObject()), contextOf(id));
    await rows.put({ id, shop, isOnline, sealed, expiresAt: expires ?? null });
    return true;
  },
  async loadSession(id) {
    const row = await rows.get(id);
    return row === null ? undefined : sessionOf(row, keyring);
  },
  async deleteSession(id) {
    await rows.delete([id]);
    return true;
  },
  async deleteSessions(ids) {
    await rows.delete(ids);
    return true;
  },
  async findSessionsByShop(shop) {
    const found = await rows.findByShop(shop);
    return found.map((row) => sessionOf(row, keyring));
  },
});
