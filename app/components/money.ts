const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });

/**
 * Micro-units of the account as an amount; nothing to pay is "Free". The account is kept in US dollars, whatever the store sells
 * in, because providers charge in them (decision 031); so the amount says which dollars it means.
 */
export const price = (micros: string): string =>
  micros === '0' ? 'Free' : dollars.format(Number(micros) / 1_000_000).replace('$', 'US$');
