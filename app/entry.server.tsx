import { PassThrough } from 'node:stream';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';

/** Longer than any loader's own time-out: what has not rendered by then is abandoned. */
export const streamTimeout = 10_000;

/** What a loader or an action threw: the page says so in plain words, the log says what. A caller that left is no error. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  const { pathname } = new URL(request.url);
  context.container.log.error(
    { method: request.method, path: pathname, error: error instanceof Error ? error.stack : String(error) },
    'a page broke',
  );
};

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  context.container.shopify.addDocumentResponseHeaders(request, headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const whole = isbot(request.headers.get('user-agent') ?? '');
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remixContext} url={request.url} />, {
      [whole ? 'onAllReady' : 'onShellReady']: () => {
        const body = new PassThrough();
        resolve(
          new Response(createReadableStreamFromReadable(body), { status: failed ? 500 : status, headers }),
        );
        pipe(body);
      },
      onShellError: reject,
      onError: (error: unknown) => {
        failed = true;
        context.container.log.error({ err: error }, 'rendering a page failed');
      },
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}
