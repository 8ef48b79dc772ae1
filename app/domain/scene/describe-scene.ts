import { z } from 'zod';
import { type SceneDescription, sceneDescriptionSchema } from './scene-description.ts';

/** What a vision model answers of an inspiration: the place, and in a field of its own what must not get into it. */
export const sceneAnswerSchema = z.strictObject({
  ...sceneDescriptionSchema.shape,
  leftOut: z
    .array(z.string().trim().min(1).max(80))
    .max(8)
    .meta({ description: 'products, brands and people that are in the picture and were left out' }),
});
export type SceneAnswer = z.infer<typeof sceneAnswerSchema>;

/** Most tokens of the answer, thinking included. */
export const SCENE_ANSWER_TOKENS = 2_000;

export const SCENE_INSTRUCTIONS = `Describe the place in picture 1, so that an empty place like it can be photographed for another product.
Describe setting, surface, light, camera, palette, props and mood; each in a few plain words.
Leave out whatever the picture advertises or shows as its subject: no product, brand, logo, person or printed word may be described, not even in passing, as if it had not been there. Say where the light comes from as seen from the camera.
props: things at the sides or behind that belong to the place, never the subject.
palette: the main colours of the place without the subject, as #rrggbb, the largest area first.
leftOut: name in one or two words each what was left out.`;

/** Small words that name nothing. */
const MINOR = new Set(['with', 'from', 'that', 'this', 'some', 'other', 'the', 'and', 'for', 'into', 'over']);

/** A word without its plural, good enough to know "mugs" and "mug" for the same. */
const stem = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(?<=.{3})(es|s)$/u, '')
    .replace(/ies$/u, 'y');

const stemsOf = (text: string): readonly string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => [...word].length >= 3 && !MINOR.has(word.toLowerCase()))
    .map(stem);

/** Parts of a phrase that can go without the rest falling apart. */
const clausesOf = (text: string): readonly string[] =>
  text.split(/\s*(?:[,;.]|\bwith\b|\band\b)\s*/u).filter(Boolean);

/**
 * The description without anything that the model itself named as left out: what it was told not to describe may have slipped in
 * all the same. A prop that names it is dropped; of the other fields the clauses that name it, and a field that is empty then
 * gets plain words.
 */
export const withoutSubject = ({ leftOut, ...scene }: SceneAnswer): SceneDescription => {
  const banned = new Set(leftOut.flatMap(stemsOf));
  const isClean = (text: string) => !stemsOf(text).some((word) => banned.has(word));
  const clean = (text: string, plain: string): string => {
    if (isClean(text)) return text;
    return clausesOf(text).filter(isClean).join(', ') || plain;
  };
  return {
    ...scene,
    setting: clean(scene.setting, 'a plain, empty place'),
    surface: clean(scene.surface, 'a plain surface'),
    props: scene.props.filter(isClean),
    mood: clean(scene.mood, 'calm'),
  };
};
