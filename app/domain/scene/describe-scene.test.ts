import { describe, expect, it } from 'vitest';
import { sceneAnswerSchema, withoutSubject } from './describe-scene.ts';

const answer = sceneAnswerSchema.parse({
  setting: 'a bright kitchen, a red enamel teapot in the middle',
  surface: 'an oak table with a teapot mark',
  light: { direction: 'left', quality: 'soft', temperature: 'warm' },
  palette: ['#e8e0d2'],
  camera: { height: 'table', distance: 'medium' },
  props: ['a fern', 'two Teapots', 'an Acme box'],
  mood: 'calm',
  leftOut: ['teapot', 'Acme'],
});

describe('a place that was read from a picture', () => {
  it('keeps nothing of what the picture advertises', () => {
    const scene = withoutSubject(answer);
    expect(JSON.stringify(scene)).not.toMatch(/teapot|acme/i);
    expect(scene).toMatchObject({ setting: 'a bright kitchen', surface: 'an oak table', props: ['a fern'] });
    expect('leftOut' in scene).toBe(false);
  });

  it('gets plain words where nothing else is left', () => {
    const scene = withoutSubject({ ...answer, setting: 'a teapot', surface: 'on a teapot', mood: 'teapots' });
    expect(scene).toMatchObject({
      setting: 'a plain, empty place',
      surface: 'a plain surface',
      mood: 'calm',
    });
  });

  it('is as it was read when nothing was left out', () => {
    const { leftOut: _, ...rest } = answer;
    expect(withoutSubject({ ...answer, leftOut: [] })).toEqual(rest);
    expect(withoutSubject({ ...answer, leftOut: ['with the'] })).toEqual(rest);
  });
});
