import { type PlannedWooSite, planWooSite } from '../stack/woo-site.ts';
import { prepareScreens } from '../woo/prepare-screens.ts';

/** The WooCommerce sandbox of a demo by hand. Whatever goes wrong with it, the Shopify one goes on. */
export interface DemoWoo {
  readonly env: Readonly<Record<string, string>>;
  /** Starts the site, says where it is, and has its screens built in the background. */
  start(webUrl: string): Promise<void>;
  stop(): Promise<void>;
}

export const makeDemoWoo = async (dataDir: string, say: (text: string) => void): Promise<DemoWoo> => {
  const planned: PlannedWooSite = await planWooSite(dataDir);
  let stop = async () => {};
  return {
    env: planned.env,
    async start(webUrl) {
      const screens = prepareScreens({ quiet: true });
      stop = async () => screens.stop();
      try {
        const site = await planned.start(webUrl, { plugin: 'inactive', preparing: screens.now });
        stop = async () => {
          screens.stop();
          await site.close();
        };
        console.log(`
The same for a WooCommerce shop, in a sandbox that stands in for its WordPress site:

  ${site.sandbox.home}/wp-admin/
`);
      } catch (error) {
        say(`The WooCommerce sandbox could not start: ${error instanceof Error ? error.message : error}`);
        return;
      }
      if (screens.now().state === 'working')
        say('Its screens are being prepared in the background; the first time that takes a minute or two.');
      void screens.done.then((end) => {
        if (end.state === 'ready') say('The screens of the WooCommerce sandbox are ready.');
        if (end.state === 'failed')
          say(`The screens of the WooCommerce sandbox could not be prepared.\n${end.problem}`);
      });
    },
    stop: () => stop(),
  };
};
