import { type Capability, can, type User } from '../../login/users.ts';
import { WpError } from '../../rest/wp-error.ts';

/** Why a person may not; null when he may. Nobody is 401, somebody without the capability 403. */
export function refuseUnless(user: User | null, capability: Capability): WpError | null {
  if (can(user, capability)) return null;
  return new WpError('rest_forbidden', user ? 403 : 401, 'You are not allowed to do this on this site.');
}
