import { hex, nameOf, type Rgb } from '../plate/colour.ts';
import { hashOf } from '../seeded.ts';
import { type JsonSchema, resolveRef } from './json-schema.ts';
import { type Compared, comparePictures, type Measured } from './measure.ts';
import { type Wish, wishOf } from './wish.ts';

/** What an answer is made of: measured pictures in the order given, and the request's text. */
export type Question = { pictures: Measured[]; text: string };

/**
 * An answer that fits the schema, with values measured on the pictures: colours, light, sizes, likeness of the first two.
 * A field is understood by its name and description; what it asks beyond that (what a thing is, words printed on it) a
 * stand-in cannot see, and answers with what it measured or leaves empty.
 */
export function answerBySchema(schema: JsonSchema, question: Question): unknown {
  const [first, second] = question.pictures;
  const compared = first && second ? comparePictures(first, second) : undefined;
  const wish = first ? undefined : wishOf(question.text);
  const words = wish ? new Set(wish.words) : wordsOf(first, compared);
  const seen: Seen = { ...question, root: schema, first, compared, wish, words };
  return fill(schema, '', seen);
}

type Seen = Question & {
  root: JsonSchema;
  first: Measured | undefined;
  compared: Compared | undefined;
  wish: Wish | undefined;
  words: Set<string>;
};

function fill(given: JsonSchema, name: string, seen: Seen): unknown {
  const schema = resolveRef(seen.root, given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return choose(schema.enum, name, seen);
  const branch = (schema.anyOf ?? schema.oneOf)?.find((part) => part.type !== 'null');
  if (branch) return fill(branch, name, seen);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [key, fill(part, key, seen)]),
      );
    case 'array':
      return listFor(schema, name, seen);
    case 'boolean':
      return booleanFor(name, seen);
    case 'integer':
    case 'number':
      return numberFor(schema, name, type === 'integer', seen);
    default:
      return textFor(schema, name, seen);
  }
}

/** What the measurements say in one word each, the likelier first. */
function wordsOf(picture: Measured | undefined, compared: Compared | undefined): Set<string> {
  const words: string[] = [];
  if (picture) {
    const { subject } = picture;
    words.push(picture.light, picture.contrast > 0.28 ? 'hard' : 'soft');
    words.push(picture.warmth > 0.06 ? 'warm' : picture.warmth < -0.03 ? 'cool' : 'neutral');
    words.push(subject.share > 0.35 ? 'close' : subject.share > 0.1 ? 'medium' : 'wide');
    words.push(subject.top + subject.height > 0.97 ? 'eye' : 'table');
    const upright = subject.height * picture.height >= subject.width * picture.width * 0.5;
    words.push(upright ? 'standing' : 'lying', 'small');
  }
  if (compared) {
    const verdict = verdictOf(compared);
    if (verdict === 'same') words.push('pass', 'same', 'none', 'yes', 'match', 'good', 'kept', 'ok');
    if (verdict === 'doubtful') words.push('hold', 'unsure', 'minor', 'partly', 'fair', 'doubtful');
    if (verdict === 'other') words.push('fail', 'different', 'major', 'no', 'mismatch', 'bad', 'changed');
  }
  return new Set(words);
}

function verdictOf(compared: Compared): 'same' | 'doubtful' | 'other' {
  if (compared.mirrored || compared.likeness < 0.55) return 'other';
  const bent = Math.abs(compared.stretch - 1) > 0.07 || compared.colourDistance > 32;
  return bent || compared.likeness < 0.72 ? 'doubtful' : 'same';
}

function choose(values: readonly unknown[], name: string, seen: Seen): unknown {
  for (const word of seen.words) if (values.includes(word)) return word;
  // nothing measured speaks for one of them: the same picture gives the same one
  const print = seen.first ? seen.first.print.toString('base64').slice(0, 400) : seen.text;
  return values[hashOf(name + print) % values.length];
}

function booleanFor(name: string, seen: Seen): boolean {
  const same = seen.compared ? verdictOf(seen.compared) === 'same' : true;
  if (/mirror|flip/i.test(name)) return seen.compared?.mirrored ?? false;
  if (/(differ|chang|drift|wrong|missing|damag|distort|garbl|extra|problem)/i.test(name)) return !same;
  return same;
}

function numberFor(schema: JsonSchema, name: string, whole: boolean, seen: Seen): number {
  const low = boundOf(schema, 'minimum') ?? 0;
  const hint = /(?:0|one)\s*(?:to|\.\.|-|–)\s*(100|10|5)\b/.exec(String(schema.description ?? ''))?.[1];
  const high =
    boundOf(schema, 'maximum') ?? (hint ? Number(hint) : /percent/i.test(name) ? 100 : Math.max(1, low));
  const share = shareFor(name, seen);
  const value =
    /^width$/i.test(name) && seen.first
      ? seen.first.width
      : /^height$/i.test(name) && seen.first
        ? seen.first.height
        : low + share * (high - low);
  return whole ? Math.round(value) : Math.round(value * 1000) / 1000;
}

/** A bound as a keyword, or as words of the description, where callers put what the API has no keyword for. */
function boundOf(schema: JsonSchema, keyword: string): number | undefined {
  const value = schema[keyword];
  if (typeof value === 'number') return value;
  const said = new RegExp(`${keyword}"?: *(-?\\d+(?:\\.\\d+)?)`).exec(String(schema.description ?? ''))?.[1];
  return said === undefined ? undefined : Number(said);
}

function shareFor(name: string, seen: Seen): number {
  const { compared, first } = seen;
  if (/colou?r/i.test(name) && compared) return Math.max(0, 1 - compared.colourDistance / 90);
  if (/(shape|aspect|proportion|geometry)/i.test(name) && compared)
    return Math.max(0, 1 - Math.abs(Math.log(compared.stretch)) * 4);
  if (compared) return compared.likeness;
  if (/(light|bright)/i.test(name) && first) return first.lightness;
  return first?.subject.found ? 0.8 : 0.4;
}

function listFor(schema: JsonSchema, name: string, seen: Seen): unknown[] {
  const most = boundOf(schema, 'maxItems') ?? 4;
  const least = boundOf(schema, 'minItems') ?? 0;
  const items = resolveRef(seen.root, schema.items ?? { type: 'string' });
  const found = itemsFor(schema, items, name, seen).slice(0, most);
  while (found.length < least) found.push(fill(items, name, seen));
  return found;
}

function itemsFor(schema: JsonSchema, items: JsonSchema, name: string, seen: Seen): unknown[] {
  const picture = seen.first;
  if (seen.wish && /palette/i.test(name)) return [...seen.wish.palette];
  if (seen.wish && /props/i.test(name)) return [...seen.wish.props];
  if (/(palette|colou?r)/i.test(name) && picture) {
    const ofScene = /palette/i.test(name) || /place|scene/i.test(schema.description ?? '');
    const colours = ofScene ? picture.palette : picture.subjectPalette;
    return [...new Set(colours.map((colour) => colourText(items, colour)))];
  }
  if (/material/i.test(name) && picture) return [picture.contrast > 0.2 ? 'glossy surface' : 'matt surface'];
  if (/(problem|issue|difference|region|defect|finding)/i.test(name) && seen.compared) {
    if (verdictOf(seen.compared) === 'same') return [];
    return items.type === 'object' ? [fill(items, name, seen)] : [differenceText(seen.compared)];
  }
  // a stand-in cannot read print nor name things: an empty list is the honest answer
  return [];
}

function colourText(schema: JsonSchema, colour: Rgb): string {
  const wantsHex = JSON.stringify(schema).includes('#');
  return wantsHex ? hex(colour) : nameOf(colour);
}

function textFor(schema: JsonSchema, name: string, seen: Seen): string {
  const text = sentenceFor(schema, name, seen);
  const limit = boundOf(schema, 'maxLength') ?? text.length;
  return text.slice(0, Math.max(1, limit)).trim();
}

function sentenceFor(schema: JsonSchema, name: string, seen: Seen): string {
  const picture = seen.first;
  if (seen.wish && /^(setting|surface|mood)$/.test(name))
    return seen.wish[name as 'setting' | 'surface' | 'mood'];
  if (!picture) return `In short: ${withoutTags(seen.text).slice(0, 160)}`.trim();
  if (/colou?r/i.test(name)) return colourText(schema, picture.subjectMean);
  if (/(verdict|reason|sentence|explanation|summary|judg|finding|problem|issue|difference)/i.test(name))
    return seen.compared ? differenceText(seen.compared) : `${lookText(picture)}.`;
  if (/(setting|background|place)/i.test(name))
    return `a ${nameOf(picture.backgroundMean)} room, ${picture.lightness > 0.6 ? 'bright' : 'dim'}`;
  if (/surface/i.test(name)) return `a ${nameOf(picture.palette[1] ?? picture.backgroundMean)} surface`;
  if (/mood/i.test(name)) return picture.lightness > 0.6 ? 'calm and bright' : 'quiet and dark';
  if (/^what$|^(name|product|subject|kind)$/i.test(name))
    return titleOf(seen.text) ?? `a ${nameOf(picture.subjectMean)} product`;
  const title = titleOf(seen.text);
  return title ? `${title}, ${lookText(picture)}.` : `A product, ${lookText(picture)}.`;
}

function lookText(picture: Measured): string {
  return `${nameOf(picture.subjectMean)}, on a ${nameOf(picture.backgroundMean)} background, lit from the ${picture.light.replace('-', ' ')}`;
}

function differenceText(compared: Compared): string {
  if (compared.mirrored) return 'The product is mirrored left to right.';
  if (Math.abs(compared.stretch - 1) > 0.07)
    return `The product is ${compared.stretch > 1 ? 'wider' : 'narrower'} than in the source, by ${Math.round(Math.abs(compared.stretch - 1) * 100)} %.`;
  if (compared.colourDistance > 32) return 'The colour of the product is not that of the source.';
  if (compared.likeness < 0.55) return 'It does not look like the same product.';
  return `The product looks like that of the source; likeness ${Math.round(compared.likeness * 100)} %.`;
}

function titleOf(text: string): string | undefined {
  return (
    /<data label="[^"]*title[^"]*">\s*([\s\S]*?)\s*<\/data>/i.exec(text)?.[1]?.slice(0, 120) || undefined
  );
}

const withoutTags = (text: string): string => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
