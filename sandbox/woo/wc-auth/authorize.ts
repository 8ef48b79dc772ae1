import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, html, markupToString } from '#sandbox/http/html.ts';
import { document } from '../admin/shell.ts';
import { sendHtml } from '../http/respond.ts';
import type { Session } from '../login/logins.ts';
import { can } from '../login/users.ts';
import { createKey } from '../rest/keys.ts';
import type { World } from '../world.ts';

const PARAMS = ['app_name', 'user_id', 'return_url', 'callback_url', 'scope'] as const;
type Asked = Record<(typeof PARAMS)[number], string>;
const SCOPES = ['read', 'write', 'read_write'] as const;

const GRANT = 'wc_auth_grant_access';

const denied = (response: ServerResponse, why: string): void =>
  sendHtml(response, 401, 'Access denied', `<p>Error: ${escapeHtml(why)}.</p>`);

function readAsked(query: URLSearchParams): Asked | string {
  const asked: Partial<Asked> = {};
  for (const name of PARAMS) {
    const value = query.get(name);
    if (!value) return `Missing parameter ${name}`;
    asked[name] = value;
  }
  const whole = asked as Asked;
  if (!SCOPES.some((scope) => scope === whole.scope)) return `Invalid scope ${whole.scope}`;
  for (const name of ['return_url', 'callback_url'] as const)
    if (!URL.canParse(whole[name])) return `The ${whole[name]} is not a valid URL`;
  if (!/^https:\/\//i.test(whole.callback_url)) return 'The callback_url needs to be over SSL';
  return whole;
}

const withParams = (url: string, params: Record<string, string>): string => {
  const to = new URL(url);
  for (const [name, value] of Object.entries(params)) to.searchParams.set(name, value);
  return to.href;
};

/** `/wc-auth/v1/{authorize|access_granted}`: the page that asks the owner, and what follows a yes. */
export async function handleWcAuth(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  route: string,
): Promise<void> {
  const asked = readAsked(url.searchParams);
  if (typeof asked === 'string') return denied(response, asked);
  const session = world.logins.of(request);
  if (!session) {
    const back = encodeURIComponent(`${url.pathname}${url.search}`);
    response.writeHead(302, { location: `${world.site.path}/wp-login.php?redirect_to=${back}` }).end();
    return;
  }
  if (!can(session.user, 'manage_woocommerce'))
    return denied(response, 'You do not have permission to access this page');
  if (route === 'authorize') return sendConsent(world, response, url, asked, session);
  if (route !== 'access_granted') return denied(response, 'You do not have permission to access this page');
  if (!world.logins.isNonce(session, GRANT, url.searchParams.get('wc_auth_nonce') ?? ''))
    return denied(response, 'Invalid nonce verification');
  return grant(world, response, asked);
}

function sendConsent(world: World, response: ServerResponse, url: URL, asked: Asked, session: Session): void {
  const yes = new URL(url);
  yes.pathname = yes.pathname.replace(/authorize\/?$/, 'access_granted/');
  if (yes.searchParams.has('wc-auth-route')) yes.searchParams.set('wc-auth-route', 'access_granted');
  yes.searchParams.set('wc_auth_nonce', world.logins.nonce(session, GRANT));
  const no = withParams(asked.return_url, { success: '0', user_id: asked.user_id });
  const page = document({
    title: 'Application authentication request',
    folder: world.site.path,
    className: 'login',
    body: html`<main class="consent"><h1>${asked.app_name} would like to connect to your store</h1>
<p>This will give “${asked.app_name}” <strong>${asked.scope}</strong> access: it can read and change products, and make webhooks.</p>
<p class="muted">Logged in as ${session.user.name}.</p>
<p><a id="approve" class="button button-primary" href="${`${yes.pathname}${yes.search}`}">Approve</a>
<a id="deny" class="button" href="${no}">Deny</a></p></main>`,
  });
  response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'no-store' });
  response.end(markupToString(page));
}

/** Makes the key, posts it, and takes it back when the other side does not answer exactly 200. */
async function grant(world: World, response: ServerResponse, asked: Asked): Promise<void> {
  const scope = asked.scope as (typeof SCOPES)[number];
  const made = createKey(world, scope, `${asked.app_name} - API`);
  world.state.commit();
  const status = await world
    .callOut(asked.callback_url, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8' },
      body: JSON.stringify({
        key_id: made.id,
        user_id: asked.user_id,
        consumer_key: made.key,
        consumer_secret: made.secret,
        key_permissions: scope,
      }),
      // WordPress follows five redirects by itself; the answer at their end is the one that counts
      redirect: 'follow',
      signal: AbortSignal.timeout(60_000),
    })
    .then(
      (answer) => answer.status,
      () => null,
    );
  if (status !== 200) {
    world.state.keys.remove(made.id);
    world.state.commit();
    return denied(
      response,
      'An error occurred in the request and at the time were unable to send the consumer data',
    );
  }
  const location = withParams(asked.return_url, { success: '1', user_id: asked.user_id });
  response.writeHead(302, { location }).end();
}
