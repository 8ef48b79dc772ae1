import { describe, expect, it } from 'vitest';
import { confusionTable, type Told } from './confusion.ts';

const told = (kind: Told['kind'], level: Told['level'], said: 'pass' | 'hold' | 'fail'): Told => ({
  kind,
  level,
  verdict: { verdict: said },
});

describe('the table of what the gate said', () => {
  it('has a row for every strength of a damage and one for a harmless change; kinds without pictures are left out', () => {
    const table = confusionTable([
      told('stretched', 0, 'pass'),
      told('stretched', 0, 'hold'),
      told('stretched', 2, 'fail'),
      told('crop', 0, 'pass'),
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| `stretched` | faint | 2 | 1 | 1 | 0 |',
      '| `stretched` | middle | 0 | 0 | 0 | 0 |',
      '| `stretched` | strong | 1 | 0 | 0 | 1 |',
      '| `crop` | - | 1 | 1 | 0 | 0 |',
    ]);
  });
});
