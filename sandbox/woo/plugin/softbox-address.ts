/** 127.0.0.0/8 by number, or its name. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(host);

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** `https://host[:port]` of what the owner typed; null when it is no address of a Softbox. Plain http on loopback only. */
export function softboxOrigin(typed: string, home: string): string | null {
  const text = typed.trim();
  const whole = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.username !== '' || url.password !== '' || !HOST.test(url.hostname)) return null;
  const bothHere = isLoopback(url.hostname) && isLoopback(new URL(home).hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && bothHere) ? url.origin : null;
}
