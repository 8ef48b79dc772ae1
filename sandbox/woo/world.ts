import type { FaultBoard } from './faults/types.ts';
import type { Logins } from './login/logins.ts';
import type { PluginFiles } from './plugin/files.ts';
import type { SiteState } from './state/state.ts';
import type { Clock, Permalinks } from './types.ts';

export type ProductEvent = 'product.created' | 'product.updated' | 'product.deleted';

/** What the parts of the stand-in share. */
export type World = {
  readonly clock: Clock;
  readonly state: SiteState;
  readonly faults: FaultBoard;
  readonly logins: Logins;
  readonly site: {
    readonly name: string;
    readonly path: string;
    readonly permalinks: Permalinks;
    readonly isHttps: boolean;
    readonly currency: string;
    readonly utcOffsetHours: number;
    /** The plugin is installed and switched on. */
    readonly hasPlugin: boolean;
    readonly blocksMethods: boolean;
    readonly asksTooEarly: boolean;
    readonly maxUploadBytes: number;
    /** What the connect screen offers. */
    readonly softboxAddress: string;
  };
  /** `home_url()`, without a slash at its end. */
  home(): string;
  /** `rest_url()` */
  restUrl(): string;
  /** Notes an event of a product or variation; it is delivered once per webhook when the request is over. */
  note(event: ProductEvent, id: number): void;
  /** Makes the deliveries of what was noted, in the background. */
  flush(): void;
  /** The plugin's built scripts on this machine; see `plugin/files.ts`. */
  readonly pluginFiles: PluginFiles;
  /** Work that nobody waits for, done before the site closes. */
  later(work: Promise<unknown>): void;
  /** A call from the site to the outside. */
  callOut: typeof fetch;
};
