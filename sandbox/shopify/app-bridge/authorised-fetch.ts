/**
 * `fetch` of the app's page: requests to the app's own origin carry the id token and the shop's locale. A request
 * that sets Authorization itself is left alone. A 401 with `X-Shopify-Retry-Invalid-Session-Request` is tried once
 * more with a new token; one with a reauthorise address leads the whole Admin there.
 * Source: https://shopify.dev/docs/api/app-home/v1.0/apis/authentication-and-data/resource-fetching-api
 */
export function makeAuthorisedFetch(deps: {
  fetch: typeof globalThis.fetch;
  pageUrl: () => string;
  locale: string;
  idToken: (options?: { fresh?: boolean }) => Promise<string>;
  leaveTo: (url: string) => void;
}): typeof globalThis.fetch {
  async function send(request: Request, fresh: boolean): Promise<Response> {
    request.headers.set('Authorization', `Bearer ${await deps.idToken({ fresh })}`);
    return deps.fetch(request);
  }

  return async function authorisedFetch(input, init) {
    const address = input instanceof Request ? input.url : String(input);
    if (/^shopify:/i.test(address)) {
      throw new TypeError(
        'The sandbox has no direct Admin API access from the browser (shopify: addresses).',
      );
    }
    const page = deps.pageUrl();
    const isOwn = URL.canParse(address, page) && new URL(address, page).origin === new URL(page).origin;
    if (!isOwn) return deps.fetch(input, init);

    const request =
      input instanceof Request ? new Request(input, init) : new Request(new URL(address, page), init);
    if (request.headers.has('Authorization')) return deps.fetch(request);
    if (!request.headers.has('Accept-Language')) request.headers.set('Accept-Language', deps.locale);
    const again = request.clone();
    const response = await send(request, false);
    const reauthorise = response.headers.get('X-Shopify-API-Request-Failure-Reauthorize-Url');
    if (reauthorise) deps.leaveTo(reauthorise);
    const isRefused =
      response.status === 401 && response.headers.get('X-Shopify-Retry-Invalid-Session-Request') === '1';
    return isRefused ? send(again, true) : response;
  };
}
