import { expect, it } from 'vitest';
import { cursorOf, idOf } from './screen-params.ts';

const ID = '01a204f5-6945-704c-8293-c99d283b1b99';
const NIL = '00000000-0000-0000-0000-000000000000';

it('lets ids of ours through and makes of everything else one that names nothing', () => {
  expect(idOf(ID)).toBe(ID);
  for (const text of ['x', '', undefined, null, `${ID} or 1=1`]) expect(idOf(text)).toBe(NIL);
});

it('starts a list anew when its cursor is none of ours', () => {
  expect(cursorOf(new URLSearchParams({ cursor: ID }))).toBe(ID);
  expect(cursorOf(new URLSearchParams({ cursor: "'" }))).toBeUndefined();
  expect(cursorOf(new URLSearchParams())).toBeUndefined();
});
