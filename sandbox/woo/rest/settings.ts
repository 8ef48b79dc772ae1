import type { RestRoute } from './request.ts';
import { reply } from './request.ts';
import { WpError } from './wp-error.ts';

/** The one setting that is asked for: the attachment that WooCommerce shows where there is no picture. */
export const settingRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/wc\/v3\/settings\/products\/(\w+)$/,
    access: 'key',
    run: (world, _request, [id = '']) => {
      const placeholder = world.state.attachments
        .all()
        .find((row) => row.title === 'woocommerce-placeholder');
      if (id !== 'woocommerce_placeholder_image' || !placeholder)
        throw new WpError('rest_setting_setting_invalid', 404, 'Invalid setting.');
      return reply({ id, type: 'text', value: String(placeholder.id) });
    },
  },
];
