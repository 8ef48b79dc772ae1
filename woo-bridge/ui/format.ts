import { __, sprintf } from '@wordpress/i18n';
import { boot } from './boot.ts';

/** An amount of the account, in micro-units: US dollars, whatever the shop sells in, because providers charge in them. */
export const dollars = (micros: number): string => {
  const text = new Intl.NumberFormat(boot().locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 4,
  }).format(micros / 1_000_000);
  // some languages write a bare sign, which is another currency's too
  return text.includes('US') ? text : text.replace('$', 'US$');
};

/** A price; nothing is "free". */
export const money = (micros: number): string =>
  micros === 0 ? __('free', 'softbox-product-photos') : dollars(micros);

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(boot().locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));

export const shortTime = (iso: string): string =>
  new Intl.DateTimeFormat(boot().locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

/** How long ago, to the minute; older than a day as a date. */
export const ago = (iso: string, now: number): string => {
  const minutes = Math.round((now - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return __('just now', 'softbox-product-photos');
  /* translators: %d: minutes */
  if (minutes < 60) return sprintf(__('%d min ago', 'softbox-product-photos'), minutes);
  return minutes < 1440
    ? /* translators: %d: hours */ sprintf(__('%d h ago', 'softbox-product-photos'), Math.round(minutes / 60))
    : shortTime(iso);
};
