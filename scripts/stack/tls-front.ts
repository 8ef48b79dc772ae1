import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createServer } from 'node:https';
import { makeSelfSigned } from '#sandbox/woo/http/self-signed.ts';

export interface TlsFront {
  readonly url: string;
  /** PEM; made at this start, and trusted by nobody who is not told to. */
  readonly certificate: string;
  close(): Promise<void>;
}

/**
 * An https address on loopback before a plain one: WooCommerce hands its keys to https addresses only, so the Softbox of the
 * demo and the tests needs one. `port` 0 takes any free one.
 */
export const startTlsFront = async (target: string, port: number): Promise<TlsFront> => {
  const tls = makeSelfSigned();
  const { hostname, port: targetPort } = new URL(target);
  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url, headers } = incoming;
    const onward = send(
      {
        hostname,
        port: targetPort,
        method,
        path: url,
        headers: { ...headers, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  const server = createServer({ key: tls.key, cert: tls.cert }, passOn);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    url: `https://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    certificate: tls.cert,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
