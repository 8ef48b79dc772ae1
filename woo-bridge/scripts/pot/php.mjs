import { FUNCTIONS, textsOfFile } from './functions.mjs';

/** Prints a file's tokens as JSON: kind, text and offset in bytes, as PHP itself takes it apart. */
const TOKENS = `<?php
$at = 0;
$found = [];
foreach (token_get_all(file_get_contents('/read.php')) as $token) {
    [$kind, $text] = is_array($token) ? [token_name($token[0]), $token[1]] : ['', $token];
    if ($kind !== 'T_WHITESPACE') { $found[] = [$kind, $text, $at]; }
    $at += strlen($text);
}
echo json_encode($found, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);`;

/** A string of PHP source without interpolation, as the text it stands for. */
const unquoted = (source) => {
  if (source.startsWith("'")) return source.slice(1, -1).replace(/\\([\\'])/g, '$1');
  if (/\\[^\\"$n]/.test(source)) return null;
  return source.slice(1, -1).replace(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one));
};

/** The arguments of the call whose opening bracket is at `open`; null for one that is more than a plain string. */
const argumentsAt = (tokens, open) => {
  const args = [];
  let depth = 0;
  let parts = [];
  for (let at = open; at < tokens.length; at++) {
    const [kind, text] = tokens[at];
    const ends = depth === 1 && (text === ',' || text === ')');
    if (ends) {
      const [only] = parts;
      if (parts.length > 0)
        args.push(parts.length === 1 && only[0] === 'T_CONSTANT_ENCAPSED_STRING' ? unquoted(only[1]) : null);
      parts = [];
    }
    if ('([{'.includes(text)) depth++;
    if (')]}'.includes(text)) depth--;
    if (depth === 0) return args;
    if (!ends && at !== open && !kind.includes('COMMENT')) parts.push(tokens[at]);
  }
  return args;
};

/** The texts of one PHP file. `php`: a running PHP. */
export const textsOfPhp = async (php, file, source) => {
  php.writeFile('/read.php', source);
  const tokens = (await php.run({ code: TOKENS })).json;
  const calls = [];
  const comments = [];
  for (const [at, [kind, text, begin]] of tokens.entries()) {
    const said = kind.includes('COMMENT') ? /translators:[\s\S]*?(?=\*\/|$)/.exec(text) : null;
    if (said) comments.push({ text: said[0].replace(/\s+/g, ' ').trim(), end: begin + text.length });
    const isCall = kind === 'T_STRING' && Object.hasOwn(FUNCTIONS, text) && tokens[at + 1]?.[1] === '(';
    const isMethod = ['->', '::', 'function'].includes(tokens[at - 1]?.[1]);
    if (isCall && !isMethod) {
      const line = source.slice(0, begin).split('\n').length;
      calls.push({ name: text, args: argumentsAt(tokens, at + 1), begin, line });
    }
  }
  return textsOfFile(file, calls, comments);
};
