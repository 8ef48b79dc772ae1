import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { WooHealth } from '../domain/woo-health.ts';
import type { WooConnections } from '../ports/repositories/woo-connections.ts';

export interface WooConnectionView {
  readonly connectionId: string;
  readonly state: 'ok' | 'trouble';
  readonly problems: WooHealth['problems'];
  readonly webhooks: WooHealth['webhooks'];
  readonly lastContactAt: Date | null;
  readonly connectedAt: Date;
}

/** How a store's connection is, as its last check found it. Failure: not-found. */
export const makeReadWooConnection =
  (deps: { readonly wooConnections: Pick<WooConnections, 'get'> }) =>
  async (storeId: string): Promise<Result<WooConnectionView>> => {
    const connection = await deps.wooConnections.get(storeId);
    if (!connection || connection.disconnectedAt !== null) {
      return err(failure('not-found', 'This store has no WooCommerce connection.'));
    }
    const { problems, webhooks } = connection.health;
    return ok({
      connectionId: connection.id,
      state: problems.length === 0 ? 'ok' : 'trouble',
      problems,
      webhooks,
      lastContactAt: connection.lastContactAt,
      connectedAt: connection.connectedAt,
    });
  };
