import { TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A list, one a line. An unfinished line stays as it is while it is typed. */
export function LinesField({
  label,
  value,
  most,
  helpText,
  onChange,
}: {
  label: string;
  value: readonly string[];
  /** Most lines that are taken. */
  most: number;
  helpText?: string;
  onChange: (lines: string[]) => void;
}) {
  const given = value.join('\n');
  const [text, setText] = useState(given);
  useEffect(() => {
    setText((typed) => (linesOf(typed).join('\n') === given ? typed : given));
  }, [given]);
  const tooMany = linesOf(text).length > most;
  return (
    <TextField
      label={label}
      value={text}
      multiline={2}
      maxHeight={160}
      autoComplete="off"
      helpText={helpText}
      error={tooMany ? `At most ${most} lines.` : undefined}
      onChange={(next) => {
        setText(next);
        onChange(linesOf(next).slice(0, most));
      }}
    />
  );
}
