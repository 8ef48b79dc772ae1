import { buildConnector } from 'undici';
import { ForbiddenAddressError, guardedLookup, isPublicAddress, type Lookup } from './public-address.ts';

/** Connects to public addresses only; what the socket is really connected to is checked once more. */
export const publicConnector = (
  lookup: Lookup | undefined,
  tls: { readonly rejectUnauthorized?: boolean } = {},
): buildConnector.connector => {
  const connect = buildConnector({ lookup: guardedLookup(lookup), timeout: 10_000, ...tls });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      if (!isPublicAddress(socket.remoteAddress ?? '')) {
        socket.destroy();
        return callback(new ForbiddenAddressError('connected to an address that is not public'), null);
      }
      callback(null, socket);
    });
};
