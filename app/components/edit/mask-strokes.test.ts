import { describe, expect, it } from 'vitest';
import { type Brush, hasPaint, paintStrokes, rectangleOf, type Stroke } from './mask-strokes.ts';

/** Notes what it is told, as a canvas would do it. */
const makeBrush = () => {
  const done: string[] = [];
  const brush: Brush = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 0,
    lineCap: '',
    lineJoin: '',
    globalCompositeOperation: '',
    clearRect: () => void done.push('clear'),
    fillRect: (...box) => void done.push(`fill ${box.join(' ')}`),
    beginPath: () => {},
    moveTo: (x, y) => void done.push(`from ${x} ${y}`),
    lineTo: (x, y) => void done.push(`to ${x} ${y}`),
    stroke: () => void done.push(`stroke ${brush.lineWidth} ${brush.globalCompositeOperation}`),
  };
  return { brush, done };
};

const dot = (erase = false): Stroke => ({
  kind: 'brush',
  erase,
  size: 0.1,
  points: [{ x: 0.5, y: 0.25 }],
});

describe('strokes', () => {
  it('are painted in the size of whatever shows them, a dot too', () => {
    const { brush, done } = makeBrush();
    paintStrokes(brush, [dot()], { width: 200, height: 400 });
    expect(done).toEqual(['clear', 'from 100 100', 'to 100 100', 'stroke 40 source-over']);
  });

  it('are painted in their order, so that an eraser takes away only what was there before', () => {
    const { brush, done } = makeBrush();
    const rectangle: Stroke = { kind: 'rectangle', left: 0, top: 0, width: 0.5, height: 0.5 };
    paintStrokes(brush, [rectangle, dot(true), rectangle], { width: 100, height: 100 });
    expect(done).toEqual([
      'clear',
      'fill 0 0 50 50',
      'from 50 25',
      'to 50 25',
      'stroke 10 destination-out',
      'fill 0 0 50 50',
    ]);
    expect(brush.globalCompositeOperation).toBe('source-over');
  });

  it('count as paint unless they only erase', () => {
    expect(hasPaint([])).toBe(false);
    expect(hasPaint([dot(true)])).toBe(false);
    expect(hasPaint([dot()])).toBe(true);
  });
});

describe('a rectangle by numbers', () => {
  it('is in percent of the picture', () => {
    expect(rectangleOf({ left: '10', top: '0', width: '25,5', height: '100' })).toEqual({
      kind: 'rectangle',
      left: 0.1,
      top: 0,
      width: 0.255,
      height: 1,
    });
  });

  it.each([
    [{ left: 'a', top: '0', width: '10', height: '10' }, /four numbers/],
    [{ left: '-1', top: '0', width: '10', height: '10' }, /four numbers/],
    [{ left: '', top: '0', width: '10', height: '10' }, /four numbers/],
    [{ left: '0', top: '0', width: '0', height: '10' }, /width and a height/],
    [{ left: '95', top: '0', width: '10', height: '10' }, /beyond/],
  ])('%j is refused in words', (fields, words) => {
    expect(rectangleOf(fields)).toMatch(words);
  });
});
