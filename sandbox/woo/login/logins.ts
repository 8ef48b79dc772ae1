import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { USERS, type User } from './users.ts';

type Clock = { now(): number };

export type Session = { readonly token: string; readonly user: User };

/** Who is logged in, and the nonces of their pages. Kept in memory: a restart of the site asks everybody to log in again. */
export type Logins = {
  open(login: string): Session | null;
  close(session: Session): void;
  of(request: IncomingMessage): Session | null;
  /** The value of a Set-Cookie header. */
  cookie(session: Session | null): string;
  nonce(session: Session, action: string): string;
  isNonce(session: Session, action: string, given: string): boolean;
  /** What was printed into pages until now is void, as a day later. */
  expireNonces(): void;
  closeAll(): void;
};

/** A nonce is good for one to two of these: WordPress's "ticks" are half a day. */
const TICK_MS = 12 * 60 * 60 * 1000;

/**
 * Logins and nonces as WordPress has them: a nonce is a keyed hash of tick, action, person and session, ten characters of it
 * (https://developer.wordpress.org/reference/functions/wp_create_nonce/). `port` keeps apart the cookies of stand-ins on one
 * address, which browsers do not.
 */
export function makeLogins(clock: Clock, port: () => string): Logins {
  const sessions = new Map<string, User>();
  let secret = randomBytes(32);
  const name = () => `sandbox_wordpress_${port()}`;
  const hash = ({ token, user }: Session, action: string, tick: number) =>
    createHmac('sha256', secret).update(`${tick}|${action}|${user.id}|${token}`).digest('hex').slice(-12, -2);
  const tick = () => Math.ceil(clock.now() / TICK_MS);
  return {
    open(login) {
      const user = USERS.find((one) => one.login === login);
      if (!user) return null;
      const token = randomBytes(24).toString('hex');
      sessions.set(token, user);
      return { token, user };
    },
    close: ({ token }) => void sessions.delete(token),
    of(request) {
      const token = cookieOf(request, name());
      const user = token === null ? undefined : sessions.get(token);
      return token !== null && user ? { token, user } : null;
    },
    cookie: (session) =>
      `${name()}=${session?.token ?? ''}; Path=/; HttpOnly; SameSite=Lax${session ? '' : '; Max-Age=0'}`,
    nonce: (session, action) => hash(session, action, tick()),
    isNonce: (session, action, given) =>
      [tick(), tick() - 1].some((one) => {
        const [right, sent] = [Buffer.from(hash(session, action, one)), Buffer.from(given)];
        return right.length === sent.length && timingSafeEqual(right, sent);
      }),
    expireNonces() {
      secret = randomBytes(32);
    },
    closeAll: () => sessions.clear(),
  };
}

const cookieOf = (request: IncomingMessage, name: string): string | null => {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
};
