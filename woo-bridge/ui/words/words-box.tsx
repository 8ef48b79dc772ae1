import { Button, TextareaControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { api, failureOf } from '../api/client.ts';
import type { Words, WordsView } from '../api/types.ts';
import { FailureNotice, Loading } from '../parts/panels.tsx';
import { useAction, useRemote } from '../use-remote.ts';

/** A WooCommerce picture has one alt text, in the shop's own language. */
const LANGUAGE = 'main';
const MAX_ALT = 512;
/** A model may take longer than this site waits; what it wrote meanwhile is there when one looks again. */
const LOOKS = 8;
const LOOK_AGAIN_MS = 2_500;

const mainOf = ({ words }: WordsView): Words | null =>
  words.find(({ language }) => language === LANGUAGE) ?? null;

/** The alt text of a picture: suggested by a model at the press of a button, edited and saved by the person. */
export function WordsBox({
  assetId,
  onUnsaved,
}: {
  readonly assetId: string;
  /** Whether something was typed that is not saved. */
  readonly onUnsaved: (unsaved: boolean) => void;
}) {
  const params = { assetId };
  const view = useRemote(`words ${assetId}`, (signal) =>
    api.get('/assets/{assetId}/words', { params, signal }),
  );
  const action = useAction();
  if (view.data === null) {
    return view.failure ? (
      <FailureNotice failure={view.failure} onRetry={view.reload} />
    ) : (
      <Loading text={__('Loading …', 'softbox-product-photos')} />
    );
  }
  const words = mainOf(view.data);
  const suggest = () =>
    action.run(async () => {
      await write(assetId, words);
      onUnsaved(false);
      view.reload();
    });
  const save = (alt: string) =>
    action.run(async () => {
      await api.put('/assets/{assetId}/words/{language}', {
        params: { assetId, language: LANGUAGE },
        // shops show no caption below a product's picture; what was written of it stays
        body: { alt, caption: words?.caption ?? '', seenVersion: words?.version ?? 0 },
      });
      onUnsaved(false);
      view.reload();
    });
  return (
    <div className="softbox-form">
      <FailureNotice failure={action.failure ?? view.failure} />
      <Fields
        key={words?.version ?? 0}
        words={words}
        formerAlt={view.data.formerAlt}
        busy={action.busy}
        onUnsaved={onUnsaved}
        onSave={(alt) => void save(alt)}
        onSuggest={() => void suggest()}
      />
    </div>
  );
}

/** Has words written; where that takes longer than this site waits, looks until they are there. */
const write = async (assetId: string, before: Words | null): Promise<void> => {
  const params = { assetId };
  const existing = before?.source === 'person' ? 'replace' : 'replace-model';
  try {
    await api.post('/assets/{assetId}/words', { params, body: { languages: [LANGUAGE], existing } });
  } catch (error) {
    if (failureOf(error).code !== 'softbox_timeout') throw error;
    for (let looks = 0; looks < LOOKS; looks++) {
      await new Promise((resolve) => window.setTimeout(resolve, LOOK_AGAIN_MS));
      const now = mainOf(await api.get('/assets/{assetId}/words', { params }));
      if (now !== null && now.version !== before?.version) return;
    }
    throw error;
  }
};

function Fields({
  words,
  formerAlt,
  busy,
  onUnsaved,
  onSave,
  onSuggest,
}: {
  readonly words: Words | null;
  readonly formerAlt: string;
  readonly busy: boolean;
  readonly onUnsaved: (unsaved: boolean) => void;
  readonly onSave: (alt: string) => void;
  readonly onSuggest: () => void;
}) {
  const [alt, setAlt] = useState(words?.alt ?? '');
  const unsaved = alt !== (words?.alt ?? '');
  const replaces = words?.source === 'person';
  return (
    <>
      <TextareaControl
        __nextHasNoMarginBottom
        label={__('Alt text', 'softbox-product-photos')}
        help={
          words === null && formerAlt !== ''
            ? /* translators: %s: alt text */ sprintf(
                __('Left empty, it takes over that of your photo: “%s”', 'softbox-product-photos'),
                formerAlt,
              )
            : __(
                'What the picture shows, for those who cannot see it, and for search.',
                'softbox-product-photos',
              )
        }
        rows={3}
        maxLength={MAX_ALT}
        value={alt}
        onChange={(next) => {
          setAlt(next);
          onUnsaved(next !== (words?.alt ?? ''));
        }}
      />
      <div className="softbox-actions">
        <Button variant="secondary" disabled={busy || !unsaved} onClick={() => onSave(alt)}>
          {__('Save words', 'softbox-product-photos')}
        </Button>
        <Button variant="tertiary" isBusy={busy} disabled={busy} onClick={onSuggest}>
          {replaces
            ? __('Replace my words by a suggestion', 'softbox-product-photos')
            : __('Suggest words', 'softbox-product-photos')}
        </Button>
      </div>
      {words?.source === 'model' && !unsaved ? (
        <p className="softbox-doubt">{__('Suggested by a model: please check.', 'softbox-product-photos')}</p>
      ) : null}
    </>
  );
}
