import { describe, expect, test } from 'vitest';
import { matchesId, matchesText, matchesTime, parseSearch, type SearchWarning } from './search.ts';

type Row = { id: number; name: string; tags: string[]; at: number };
const rows: Row[] = [
  { id: 1, name: 'Red mug', tags: ['kitchen'], at: Date.parse('2026-01-01T00:00:00Z') },
  { id: 2, name: 'Blue vase', tags: ['living', 'gift'], at: Date.parse('2026-02-01T00:00:00Z') },
  { id: 3, name: 'Red vase', tags: ['gift'], at: Date.parse('2026-03-01T00:00:00Z') },
];

function find(query: string): { ids: number[]; warnings: SearchWarning[] } {
  const warnings: SearchWarning[] = [];
  const test = parseSearch<Row>(
    query,
    {
      fields: {
        id: (row, comparator, value) => matchesId(row.id, comparator, value),
        name: (row, _, value) => matchesText(row.name, value),
        tag: (row, _, value) => row.tags.some((tag) => matchesText(tag, value)),
        at: (row, comparator, value) => matchesTime(row.at, comparator, value),
      },
      text: (row) => row.name,
    },
    (warning) => warnings.push(warning),
  );
  return { ids: rows.filter(test).map((row) => row.id), warnings };
}

describe('the search language', () => {
  test.each([
    ['', [1, 2, 3]],
    ['red', [1, 3]],
    ['red vase', [3]],
    ['tag:gift', [2, 3]],
    ['tag:gift AND red', [3]],
    ['tag:kitchen OR name:"blue vase"', [1, 2]],
    ['NOT tag:gift', [1]],
    ['-tag:gift', [1]],
    ['(tag:kitchen OR tag:living) vase', [2]],
    ['name:red*', [1, 3]],
    ['name:red', []],
    ['id:2', [2]],
    ['id:>1', [2, 3]],
    ['id:1,3', [1, 3]],
    ["at:>='2026-02-01T00:00:00Z'", [2, 3]],
    ['at:>2026-02-01T00:00:00Z at:<2026-04-01', [3]],
    ['at:>not-a-date', []],
  ])('%s', (query, ids) => {
    expect(find(query).ids).toEqual(ids);
  });

  test('a field nobody knows is passed over, with a warning', () => {
    const { ids, warnings } = find('colour:red id:1');
    expect(ids).toEqual([1]);
    expect(warnings).toMatchObject([{ field: 'colour', code: 'invalid_field' }]);
  });
});
