import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Thrown inside the connector when a name leads to an address that is not public. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

/**
 * True for addresses of the public internet only. IPv4 written as IPv6 is judged as IPv4; everything that tunnels IPv4
 * in IPv6 (6to4, Teredo, NAT64) is not public, because it may lead inside; IPv6 has to lie in 2000::/3, the only part of
 * it that is handed out (https://www.iana.org/assignments/ipv6-address-space).
 */
export const isPublicAddress = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (Number(parsed.toByteArray()[0]) & 0xe0) === 0x20;
};

export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for sockets that fails when any address of the name is not public. It runs at connect time, on the very
 * answer that the socket uses, so a name that resolves differently the second time (DNS rebinding) gains nothing.
 */
export const guardedLookup =
  (lookup: Lookup = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first || addresses.some((a) => !isPublicAddress(a.address))) {
        return callback(
          new ForbiddenAddressError(`${hostname} leads to an address that is not public`),
          '',
          0,
        );
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
