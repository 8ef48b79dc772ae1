import { type Failure, failure } from './failure.ts';
import type { Micros } from './ledger.ts';

/** What the operator gives a store: a name for people, and credit (micro-USD) at the start of each calendar month (UTC). */
export interface Plan {
  readonly name: string;
  readonly monthlyCredit: Micros;
}

export const PLAN_NAME_LENGTH = 60;

/** First moment of the calendar month of `now`, UTC: what a month's credit is counted by. */
export const monthOf = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
export const monthAfter = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));

const UNIT = 1_000_000n;
/** More is a slip of the keyboard; it also keeps every sum far inside 64 bits. */
const MAX_DOLLARS = 1_000_000n;

/** `12`, `12.5` or `0.123456` dollars as micro-USD; null for anything else, a sign or a seventh decimal included. */
export const parseCredit = (text: string): Micros | null => {
  const [, whole, decimals = ''] = /^(\d{1,7})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const micros = BigInt(whole) * UNIT + BigInt(decimals.padEnd(6, '0'));
  return micros <= MAX_DOLLARS * UNIT ? micros : null;
};

/** Micro-USD as dollars with at least two decimals and no more than are needed: `4.00`, `0.0395`, `-1.50`. */
export const creditText = (micros: Micros): string => {
  const size = micros < 0n ? -micros : micros;
  const decimals = String(size % UNIT)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micros < 0n ? '-' : ''}${size / UNIT}.${decimals}`;
};

/** What a merchant reads when a price is more than the balance. Free recipes never come here. */
export const creditFailure = (state: {
  readonly price: Micros;
  readonly balance: Micros;
  /** Null: the operator gave none. */
  readonly plan: Plan | null;
  readonly now: Date;
}): Failure => {
  const { price, balance, plan, now } = state;
  const left = balance > 0n ? balance : 0n;
  const next = monthAfter(now).toISOString().slice(0, 10);
  const way =
    plan && plan.monthlyCredit > 0n
      ? `The plan "${plan.name}" brings $${creditText(plan.monthlyCredit)} more on ${next} (UTC).`
      : 'No plan brings more credit by itself: ask whoever runs this Softbox.';
  return failure(
    'budget-exceeded',
    `This costs $${creditText(price)}, and $${creditText(left)} of credit is left. Choose fewer pictures, or packshot and studio, which are always free. ${way}`,
    { details: { balanceMicros: String(balance), priceMicros: String(price) } },
  );
};
