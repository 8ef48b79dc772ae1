import { html, type Markup, trustedMarkup } from '#sandbox/http/html.ts';

/** Simple outlines of our own, 20 units square. */
const outlines = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z',
  products: 'M3 4h6l8 8-5.5 5.5L3 9.5zM6.5 7.2v.1',
  files: 'M3 5h14v10H3zM3 13l4-4 3.5 3.5L13 10l4 4M13 7.5v.1',
  storefront:
    'M3 8l1.5-4h11L17 8M3 8v8h14V8M3 8c0 2 3.5 2 3.5 0 0 2 3.5 2 3.5 0 0 2 3.5 2 3.5 0 0 2 3.5 2 3.5 0',
  app: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 13.5h5M13.5 11v5',
  installation: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M4 13v3h12v-3',
  webhooks: 'M3 6h10M3 10h7M3 14h10M14 7l3 3-3 3M17 10h-5',
  faults: 'M11 3 5 11h4l-1 6 7-9h-4.5z',
  none: 'M10 10v.1',
  back: 'M12 5l-5 5 5 5',
  menu: 'M3 6h14M3 10h14M3 14h14',
  picture: 'M3 4h14v12H3zM3 13l4-4 3.5 3.5L13 10l4 4M13 7v.1',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
} as const;

export type IconName = keyof typeof outlines;

export function icon(name: IconName): Markup {
  return html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="${trustedMarkup(outlines[name])}"/></svg>`;
}
