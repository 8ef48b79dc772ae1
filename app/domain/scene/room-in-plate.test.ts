import { expect, test } from 'vitest';
import { roomInPlate } from './room-in-plate.ts';

const room = { footing: { x: 0.5, y: 0.8 }, width: 0.4, height: 0.5 };

test('a plate of the frame’s own shape has the room of the frame', () => {
  expect(roomInPlate(room, { aspect: '1:1', size: 2000 }, '1:1')).toEqual(room);
});

test('a wider plate loses of its width, so the product takes less of it', () => {
  expect(roomInPlate(room, { width: 1000, height: 1000 }, '16:9')).toEqual({
    footing: room.footing,
    width: 0.4 / (16 / 9),
    height: 0.5,
  });
});

test('a taller plate loses of its height', () => {
  const taller = roomInPlate(room, { width: 1000, height: 1000 }, '4:5');
  expect(taller.width).toBe(0.4);
  expect(taller.height).toBeCloseTo(0.4);
});
