import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Revision, revisionRows } from './revisions.ts';

const revision = (id: string, parentId: string | null, at = 0): Revision => ({
  id,
  parentId,
  jobId: `job-${id}`,
  batchId: 'batch',
  width: 10,
  height: 10,
  createdAt: new Date(at),
  held: false,
  review: 'undecided',
  kind: parentId === null ? 'packshot' : 'edit',
  instruction: parentId === null ? null : 'softer light',
  masked: false,
  publication: null,
});

it('reads each version after its parent, siblings by age', () => {
  const revisions = [
    revision('root', null),
    revision('late', 'root', 2),
    revision('early', 'root', 1),
    revision('grandchild', 'early', 3),
  ];
  const rows = revisionRows({ rootId: 'root', revisions });
  expect(rows.map((r) => [r.revision.id, r.number, r.depth])).toEqual([
    ['root', '1', 0],
    ['early', '1.1', 1],
    ['grandchild', '1.1.1', 2],
    ['late', '1.2', 1],
  ]);
});

it('shows every version of any tree once, whatever order they come in, and no orphan', () => {
  const trees = fc
    .array(fc.nat(), { maxLength: 60 })
    .map((picks) => [
      revision('n0', null),
      ...picks.map((pick, i) => revision(`n${i + 1}`, `n${pick % (i + 1)}`, i)),
    ]);
  fc.assert(
    fc.property(trees, fc.integer(), (revisions, turn) => {
      const at = revisions.length === 0 ? 0 : Math.abs(turn) % revisions.length;
      const shuffled = [...revisions.slice(at), ...revisions.slice(0, at), revision('orphan', 'gone')];
      const rows = revisionRows({ rootId: 'n0', revisions: shuffled });
      expect(rows.map((r) => r.revision.id).sort()).toEqual(revisions.map((r) => r.id).sort());
      expect(new Set(rows.map((r) => r.number)).size).toBe(rows.length);
      const seen = new Set<string | null>([null]);
      for (const { revision: r, depth, number } of rows) {
        expect(seen.has(r.parentId)).toBe(true);
        expect(number.split('.')).toHaveLength(depth + 1);
        seen.add(r.id);
      }
    }),
  );
});
