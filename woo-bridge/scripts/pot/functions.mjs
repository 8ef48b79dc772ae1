// The translation functions of WordPress: which argument is what. https://developer.wordpress.org/plugins/internationalization/
export const DOMAIN = 'softbox-product-photos';

/** Places of the arguments: text, plural, context, text domain. */
export const FUNCTIONS = {
  __: { text: 0, domain: 1 },
  _e: { text: 0, domain: 1 },
  esc_html__: { text: 0, domain: 1 },
  esc_attr__: { text: 0, domain: 1 },
  esc_html_e: { text: 0, domain: 1 },
  esc_attr_e: { text: 0, domain: 1 },
  _x: { text: 0, context: 1, domain: 2 },
  esc_html_x: { text: 0, context: 1, domain: 2 },
  esc_attr_x: { text: 0, context: 1, domain: 2 },
  _n: { text: 0, plural: 1, domain: 3 },
  _nx: { text: 0, plural: 1, context: 3, domain: 4 },
};

/** Characters between a comment for translators and the text it is about. */
const NEAR = 400;

/**
 * The texts of a file. `calls`: in the order of the file, each with its arguments (null: no plain text) and where it begins;
 * `comments`: those for translators. A call whose text nobody can extract is a fault, because it would never be translated; so is
 * a placeholder that no comment explains.
 */
export const textsOfFile = (file, calls, comments) => {
  const texts = [];
  for (const [at, { name, args, begin, line }] of calls.entries()) {
    const { text, plural, context, domain } = FUNCTIONS[name];
    if (args[domain] !== DOMAIN) throw new Error(`${file}:${line}: ${name} without the plugin's text domain`);
    const wanted = [text, plural, context].filter((place) => place !== undefined);
    if (wanted.some((place) => typeof args[place] !== 'string'))
      throw new Error(`${file}:${line}: a text that is no plain text cannot be translated`);
    const before = calls[at - 1]?.begin ?? -1;
    const comment = comments.findLast(({ end }) => end <= begin && end > before && begin - end < NEAR);
    if (/%(\d+\$)?[sdf]/.test(args[text]) && !comment)
      throw new Error(`${file}:${line}: nobody tells translators what stands in for the placeholders`);
    texts.push({
      text: args[text],
      plural: plural === undefined ? null : args[plural],
      context: context === undefined ? null : args[context],
      comment: comment?.text ?? null,
    });
  }
  return texts;
};
