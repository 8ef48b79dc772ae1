import { gid } from '../../gid.ts';
import type { InstallationRecord } from '../../state/types.ts';
import type { Context, View } from '../context.ts';
import { metafieldFields } from './metafield-view.ts';

function scopeView(handle: string): View {
  const words = handle.replace(/^(read|write)_/, '').replace(/_/g, ' ');
  const verb = handle.startsWith('write_') ? 'Modify' : 'Read';
  return { __typename: 'AccessScope', handle, description: `${verb} ${words}` };
}

/** The app behind the token, as this shop has it. */
export function installationView(context: Context, installation: InstallationRecord): View {
  const { app } = context.world;
  const id = gid('AppInstallation', installation.id);
  return {
    __typename: 'AppInstallation',
    id,
    accessScopes: installation.scopes.map(scopeView),
    activeSubscriptions: [],
    launchUrl: app.appUrl,
    uninstallUrl: null,
    app: {
      __typename: 'App',
      id: gid('App', installation.clientId),
      apiKey: installation.clientId,
      handle: 'sandboxed-app',
      title: 'Sandboxed app',
      embedded: true,
      requestedAccessScopes: app.scopes.map(scopeView),
      webhookApiVersion: app.webhookApiVersion,
    },
    ...metafieldFields(context, id),
  };
}
