import { describe, expect, it } from 'vitest';
import { figuresOf, type Judged } from './figures.ts';

const times = (n: number, judged: Judged): Judged[] => Array.from({ length: n }, () => judged);

describe('the figures of the fidelity gate', () => {
  const lines = figuresOf([
    ...times(9, { kind: 'stretched', flagged: true }),
    ...times(1, { kind: 'stretched', flagged: false }),
    ...times(3, { kind: 'another-product', flagged: true }),
    ...times(7, { kind: 'light', flagged: false }),
    ...times(1, { kind: 'light', flagged: true }),
    ...times(4, { kind: 'crop', flagged: false }),
  ]);
  const line = (kind: string) => lines.find((l) => l.kind === kind);

  it('count a damage by its own recall, against every false alarm', () => {
    expect(line('stretched')).toEqual({ kind: 'stretched', n: 10, precision: 0.9, recall: 0.9 });
    expect(line('another-product')).toEqual({ kind: 'another-product', n: 3, precision: 0.75, recall: 1 });
  });

  it('count a harmless change by how much of it is let through, against every damage let through', () => {
    expect(line('light')).toEqual({ kind: 'light', n: 8, precision: 0.875, recall: 0.875 });
    expect(line('crop')).toEqual({ kind: 'crop', n: 4, precision: 0.8, recall: 1 });
  });

  it('count all damages against all harmless changes', () => {
    expect(line('all')).toEqual({ kind: 'all', n: 25, precision: 0.9231, recall: 0.9231 });
  });

  it('say null where a kind has no picture', () => {
    expect(line('text-garbled')).toEqual({ kind: 'text-garbled', n: 0, precision: 0, recall: null });
  });
});
