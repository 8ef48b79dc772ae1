import type { Estimate, WayPrice } from '#app/use-cases/estimate-batch.ts';

/** What an order costs in one of the ways in which it can be made; micro-units as text. */
export interface WayView {
  readonly pricePerPicture: string;
  readonly priceTotal: string;
  readonly affordable: boolean;
}

/** An estimate as screens show it. */
export interface EstimateView {
  readonly pictures: number;
  /** `wait` null: it cannot wait for a cheaper run. */
  readonly ways: { readonly now: WayView; readonly wait: WayView | null };
  readonly refused: number;
  /** Pictures the store has already, made from the same inputs. */
  readonly inLibrary: number;
}

const wayView = ({ pricePerPicture, priceTotal, affordable }: WayPrice): WayView => ({
  pricePerPicture: String(pricePerPicture),
  priceTotal: String(priceTotal),
  affordable,
});

export const screenEstimate = ({ pictures, ways, refused, inLibrary }: Estimate): EstimateView => ({
  pictures,
  ways: { now: wayView(ways.now), wait: ways.wait && wayView(ways.wait) },
  refused: refused.length,
  inLibrary: inLibrary.length,
});
