/**
 * The search language of `query:` arguments: terms, `field:value`, comparisons, quotes, `*` at the end, AND, OR, NOT,
 * `-` and brackets. Source: https://shopify.dev/docs/api/usage/search-syntax
 * A field that the list does not know is passed over with a warning in `extensions.search`, as on the platform
 * (https://shopify.dev/docs/api/usage/search-syntax#warnings): a trap worth keeping.
 */
export type Comparator = '' | '>' | '>=' | '<' | '<=';
export type FieldTest<Row> = (row: Row, comparator: Comparator, value: string) => boolean;
export type SearchFields<Row> = {
  fields: Record<string, FieldTest<Row>>;
  /** What a bare word is looked for in. */
  text(row: Row): string;
};
export type SearchWarning = { query: string; field: string; message: string; code: 'invalid_field' };

type Test<Row> = (row: Row) => boolean;

export function parseSearch<Row>(
  query: string,
  fields: SearchFields<Row>,
  warn: (warning: SearchWarning) => void,
): Test<Row> {
  const tokens = tokenize(query);
  let at = 0;
  const peek = () => tokens[at];

  const parseOr = (): Test<Row> => {
    let left = parseAnd();
    while (peek() === 'OR') {
      at += 1;
      const [first, second] = [left, parseAnd()];
      left = (row) => first(row) || second(row);
    }
    return left;
  };
  const parseAnd = (): Test<Row> => {
    let left = parseNot();
    for (let token = peek(); token !== undefined && token !== 'OR' && token !== ')'; token = peek()) {
      if (token === 'AND') at += 1;
      if (peek() === undefined) break;
      const [first, second] = [left, parseNot()];
      left = (row) => first(row) && second(row);
    }
    return left;
  };
  const parseNot = (): Test<Row> => {
    const token = tokens[at];
    at += 1;
    if (token === 'NOT') {
      const inner = parseNot();
      return (row) => !inner(row);
    }
    if (token === '(') {
      const inner = parseOr();
      if (peek() === ')') at += 1;
      return inner;
    }
    if (token === undefined) return () => true;
    if (token.startsWith('-') && token.length > 1) {
      const inner = term(token.slice(1));
      return (row) => !inner(row);
    }
    return term(token);
  };
  const term = (token: string): Test<Row> => {
    const match = /^([a-z_]+):(>=|<=|>|<)?(.*)$/is.exec(token);
    if (!match) {
      const word = unquote(token).toLowerCase().replace(/\*$/, '');
      return (row) => fields.text(row).toLowerCase().includes(word);
    }
    const name = match[1]?.toLowerCase() ?? '';
    const test = fields.fields[name];
    if (!test) {
      warn({ query, field: name, message: 'Invalid search field for this query.', code: 'invalid_field' });
      return () => true;
    }
    const value = unquote(match[3] ?? '');
    return (row) => test(row, (match[2] ?? '') as Comparator, value);
  };
  return tokens.length === 0 ? () => true : parseOr();
}

function tokenize(query: string): string[] {
  return query.match(/\(|\)|(?:[^\s()"']|"[^"]*"|'[^']*')+/g) ?? [];
}

function unquote(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

/** `value` as given, or as a beginning when it ends in `*`; letter case does not count. */
export function matchesText(actual: string, value: string): boolean {
  const [left, right] = [actual.toLowerCase(), value.toLowerCase()];
  return right.endsWith('*') ? left.startsWith(right.slice(0, -1)) : left === right;
}

export function matchesNumber(actual: number, comparator: Comparator, value: number): boolean {
  switch (comparator) {
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '':
      return actual === value;
  }
}

/** Times are compared to the second, which is what the API shows. */
export function matchesTime(actual: number, comparator: Comparator, value: string): boolean {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return false;
  return matchesNumber(Math.floor(actual / 1000), comparator, Math.floor(time / 1000));
}

/** A number, or the global id that ends in it, or several with commas. */
export function matchesId(actual: number, comparator: Comparator, value: string): boolean {
  if (comparator !== '') return matchesNumber(actual, comparator, Number(value));
  return value.split(',').some((one) => Number(one.trim().split('/').at(-1)) === actual);
}
