import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { MAX_CAPTION } from '#app/domain/words/ask-words.ts';
import { GOOD_ALT, MAX_ALT } from '#app/domain/words/check-words.ts';

/** The two texts of one language. Mounted anew for each version, so that what stands there is what is kept. */
export function WordsFields({
  words,
  formerAlt,
  busy,
  onChanged,
  onSave,
}: {
  words: { readonly alt: string; readonly caption: string } | undefined;
  formerAlt: string;
  busy: boolean;
  /** Told whether something stands there that is not saved. */
  onChanged?: ((changed: boolean) => void) | undefined;
  onSave: (texts: { alt: string; caption: string }) => void;
}) {
  const [alt, setAlt] = useState(words?.alt ?? '');
  const [caption, setCaption] = useState(words?.caption ?? '');
  const tooLong = alt.length > MAX_ALT || caption.length > MAX_CAPTION;
  const changed = alt !== (words?.alt ?? '') || caption !== (words?.caption ?? '');
  useEffect(() => {
    onChanged?.(changed);
    return () => onChanged?.(false);
  }, [changed, onChanged]);
  const help =
    words === undefined && formerAlt !== ''
      ? `So far: ${formerAlt}`
      : `For people who cannot see the picture. Best under ${GOOD_ALT} characters.`;
  return (
    <BlockStack gap="300">
      <TextField
        label="Alt text"
        value={alt}
        onChange={setAlt}
        multiline={3}
        maxHeight={180}
        autoComplete="off"
        showCharacterCount
        maxLength={MAX_ALT}
        helpText={help}
        disabled={busy}
      />
      <TextField
        label="Caption"
        value={caption}
        onChange={setCaption}
        autoComplete="off"
        showCharacterCount
        maxLength={MAX_CAPTION}
        helpText="A short line to stand under the picture. It is kept here; no store shows it by itself."
        disabled={busy}
      />
      <InlineStack>
        <Button disabled={busy || !changed || tooLong} onClick={() => onSave({ alt, caption })}>
          Save words
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
