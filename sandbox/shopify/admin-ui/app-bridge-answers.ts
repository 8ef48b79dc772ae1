import { installationOf, type StoreView } from './context.ts';
import type { Reply } from './reply.ts';
import { resourcesById, searchResources } from './resource-search.ts';

const healthTimeoutMs = 3000;

/**
 * Whether anything answers at the app's address, so that the frame can say what is wrong instead of staying blank.
 * The body is not read.
 */
async function appHealth(view: StoreView): Promise<{ isUp: boolean; detail: string }> {
  const address = view.sandbox.appUrl;
  try {
    const response = await view.fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(healthTimeoutMs),
    });
    await response.body?.cancel();
    return { isUp: true, detail: `${address} answered with status ${response.status}.` };
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'in time' : 'at all';
    return { isUp: false, detail: `${address} did not answer ${reason}.` };
  }
}

const json = (body: unknown, status = 200): Reply => ({ kind: 'json', status, body });

/** `ScopesDetail` of App Bridge. */
function scopesOf(view: StoreView) {
  const { required, optional } = view.sandbox.scopes;
  return { granted: installationOf(view)?.scopes ?? [], required, optional };
}

async function grantScopes(view: StoreView): Promise<Reply> {
  const scopes = (view.url.searchParams.get('scopes') ?? '').split(',').filter(Boolean);
  const undeclared = scopes.filter((scope) => !view.sandbox.scopes.optional.includes(scope));
  if (undeclared.length > 0)
    return json({ error: `Not declared as optional: ${undeclared.join(', ')}` }, 400);
  await view.sandbox.grantScopes(view.shop.record.domain, scopes);
  return json(scopesOf(view));
}

/** What the Admin's frame script asks of the server on the app's behalf; undefined for an unknown question. */
export async function answerAppBridge(
  view: StoreView,
  question: string,
  method: string,
): Promise<Reply | undefined> {
  const installation = installationOf(view);
  // A token is minted on POST only: a GET could be made by a picture or a link of another site.
  if (method === 'POST') {
    if (question !== 'id-token' && question !== 'grant-scopes') return undefined;
    if (!installation) return json({ error: 'The app is not installed.' }, 403);
    if (question === 'grant-scopes') return grantScopes(view);
    return json({ idToken: view.sandbox.sessionToken(view.shop.record.domain) });
  }
  switch (question) {
    case 'products':
      return json(searchResources(view));
    case 'products-by-id':
      return json(resourcesById(view));
    case 'user':
      return json({
        name: view.shop.record.ownerName,
        email: view.shop.record.email,
        accountAccess: 'Account owner',
      });
    case 'scopes':
      return json(scopesOf(view));
    case 'health':
      return json(await appHealth(view));
    default:
      return undefined;
  }
}
