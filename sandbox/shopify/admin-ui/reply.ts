import type { ServerResponse } from 'node:http';
import { type Markup, markupToString } from '#sandbox/http/html.ts';

/** What a page or an action answers. The router alone writes to the socket. */
export type Reply =
  | { kind: 'page'; status: number; document: Markup }
  | { kind: 'see-other'; location: string }
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'asset'; contentType: string; body: string; crossOrigin: boolean };

export type SecurityOrigins = {
  /** Only this origin is framed. */
  appOrigin: string;
  /** Where the CDN's pictures come from. */
  sandboxOrigin: string;
};

/**
 * The content security policy of every page here: no inline script or style, frames only of the app, and nobody
 * frames the Admin itself.
 */
export function contentSecurityPolicy(origins: SecurityOrigins): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${origins.sandboxOrigin} data: blob:`,
    "connect-src 'self'",
    "form-action 'self'",
    `frame-src ${origins.appOrigin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function headersOf(reply: Reply, origins: SecurityOrigins): Record<string, string> {
  const always = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' };
  switch (reply.kind) {
    case 'page':
      return {
        ...always,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': contentSecurityPolicy(origins),
        'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
        'X-Frame-Options': 'DENY',
        // A page may hold an id token that lives one minute.
        'Cache-Control': 'no-store',
      };
    case 'see-other':
      return { ...always, Location: reply.location, 'Cache-Control': 'no-store' };
    case 'json':
      return { ...always, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
    case 'asset':
      return {
        ...always,
        'Content-Type': `${reply.contentType}; charset=utf-8`,
        'Cache-Control': 'no-cache',
        'Cross-Origin-Resource-Policy': reply.crossOrigin ? 'cross-origin' : 'same-origin',
      };
  }
}

export function sendReply(
  response: ServerResponse,
  reply: Reply,
  options: { origins: SecurityOrigins; withoutBody: boolean },
): void {
  const status = reply.kind === 'see-other' ? 303 : reply.kind === 'asset' ? 200 : reply.status;
  response.writeHead(status, headersOf(reply, options.origins));
  if (options.withoutBody || reply.kind === 'see-other') response.end();
  else if (reply.kind === 'page') response.end(markupToString(reply.document));
  else if (reply.kind === 'json') response.end(JSON.stringify(reply.body));
  else response.end(reply.body);
}
