/** `description`: the HTML without its tags, on one line. */
export function plainText(html: string, truncateAt: unknown): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
  const limit = truncateAt == null ? text.length : Number(truncateAt);
  return text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 3))}...`;
}
