import { dispatch } from '@wordpress/data';

interface Notices {
  createSuccessNotice(text: string, options: { readonly type: 'snackbar' }): void;
}

/** Says in passing that something was done; shown by `Toasts`. */
export const toast = (text: string): void => {
  const notices = dispatch('core/notices') as unknown as Notices;
  notices.createSuccessNotice(text, { type: 'snackbar' });
};
