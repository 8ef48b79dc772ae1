import { html } from '#sandbox/http/html.ts';
import { isInstalled } from '../plugin/lifecycle.ts';
import { pluginRow } from '../plugin/row.ts';
import { wrap } from './shell.ts';
import { type AdminView, adminPath, type PageAnswer } from './view.ts';

/** What to do here, in order; what is done is ticked. */
export function homePage(view: AdminView): PageAnswer {
  const { world } = view;
  const isOn = world.site.hasPlugin;
  const isConnected = isOn && pluginRow(world).connection !== null;
  const screen = adminPath(world, 'edit.php?post_type=product&page=softbox');
  const steps = [
    {
      done: isInstalled(world) && isOn,
      text: 'Switch on the Softbox plugin',
      to: adminPath(world, 'plugins.php'),
    },
    { done: isConnected, text: 'Connect the shop to Softbox', to: screen },
    { done: false, text: 'Choose products and make photos', to: screen },
    { done: false, text: 'Look at them, publish, undo', to: `${screen}&tab=review` },
  ];
  const next = steps.findIndex((step) => !step.done);
  return {
    kind: 'page',
    title: 'Home',
    page: {
      section: 'home',
      body: wrap(
        'Home',
        html`<p>This is a small shop on a site that behaves like WordPress with WooCommerce, as far as Softbox and its plugin can tell. Its screens “Softbox photos” are the plugin’s own.</p>
<ol class="steps">${steps.map(
          (step, index) =>
            html`<li class="${step.done ? 'done' : ''}">${
              index <= next || isConnected ? html`<a href="${step.to}">${step.text}</a>` : step.text
            }${step.done ? html` <span class="muted">done</span>` : ''}</li>`,
        )}</ol>`,
      ),
    },
  };
}
