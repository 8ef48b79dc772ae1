/** Line breaks, other control characters, and marks that reverse, hide or smuggle text; joiners that words need stay. */
const INVISIBLE = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

/**
 * Text as one plain line: so that a field can't start a line of its own in a prompt, nor open or close a fence. What is left is
 * the same words; at most `max` characters.
 */
export const plainWords = (text: string, max = 300): string => {
  const line = text
    .replace(INVISIBLE, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, max).join('').trim();
};
