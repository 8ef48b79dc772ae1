import { useFetcher } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  InlineStack,
  SkeletonBodyText,
  Tabs,
  Text,
} from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { MAIN } from '#app/domain/words/language.ts';
import { WordsFields } from './words-fields.tsx';
import type { WordsReply, WordsView } from './words-view.ts';

/**
 * Alt text and caption of a picture, a tab for each language of the store: written by a model at the press of a button, edited
 * and saved by the person. `query` names the picture: "asset=…" or "product=…&image=…".
 */
export function WordsBox({
  query,
  onUnsaved,
}: {
  query: string;
  /** Told whether something stands there that is not saved; must stay the same function between renders. */
  onUnsaved?: ((unsaved: boolean) => void) | undefined;
}) {
  const path = `/app/words?${query}`;
  const loaded = useFetcher<WordsReply>();
  const sent = useFetcher<{ problem: string | null }>();
  const { load } = loaded;
  useEffect(() => load(path), [load, path]);
  const answered = sent.state === 'idle' && sent.data !== undefined;
  useEffect(() => {
    if (!answered) return;
    load(path);
  }, [answered, load, path]);

  const problem = sent.data?.problem ?? loaded.data?.problem ?? null;
  const view = loaded.data?.view ?? null;
  const submit = (fields: Record<string, string>) => sent.submit(fields, { method: 'post', action: path });
  return (
    <BlockStack gap="300">
      {problem ? (
        <Banner tone="critical">
          <p>{problem}</p>
        </Banner>
      ) : null}
      {view ? (
        <Languages view={view} busy={sent.state !== 'idle'} onUnsaved={onUnsaved} submit={submit} />
      ) : problem ? null : (
        <SkeletonBodyText lines={4} />
      )}
    </BlockStack>
  );
}

function Languages({
  view,
  busy,
  onUnsaved,
  submit,
}: {
  view: WordsView;
  busy: boolean;
  onUnsaved: ((unsaved: boolean) => void) | undefined;
  submit: (fields: Record<string, string>) => void;
}) {
  const [selected, setSelected] = useState(0);
  const tabs = [{ code: MAIN, name: 'Store language' }, ...view.others];
  const tab = tabs[selected] ?? { code: MAIN, name: 'Store language' };
  const words = view.words.find((one) => one.language === tab.code);
  const others = tabs.filter(({ code }) => !view.words.some((one) => one.language === code));
  const write = (languages: readonly string[], replace: boolean) =>
    submit({ intent: 'write', languages: languages.join(','), replace: replace ? '1' : '0' });
  return (
    <BlockStack gap="300">
      {tabs.length > 1 ? (
        <Tabs
          tabs={tabs.map(({ code, name }) => ({ id: `words-${code}`, content: name }))}
          selected={Math.min(selected, tabs.length - 1)}
          onSelect={setSelected}
        />
      ) : null}
      <WordsFields
        key={`${tab.code} ${words?.version ?? 0}`}
        words={words}
        formerAlt={tab.code === MAIN ? view.formerAlt : ''}
        busy={busy}
        onChanged={onUnsaved}
        onSave={({ alt, caption }) =>
          submit({
            intent: 'save',
            languages: tab.code,
            alt,
            caption,
            seenVersion: String(words?.version ?? 0),
          })
        }
      />
      {view.canWrite ? (
        <InlineStack gap="200" blockAlign="center">
          <Button
            loading={busy}
            onClick={() => write([tab.code], words?.source === 'person')}
            accessibilityLabel={`Let a model write the words: ${tab.name}`}
          >
            {words?.source === 'person' ? 'Replace my words by a model’s' : 'Write for me'}
          </Button>
          {others.length > 1 ? (
            <Button
              loading={busy}
              onClick={() =>
                write(
                  others.map(({ code }) => code),
                  false,
                )
              }
            >
              {`Write the ${others.length} missing languages`}
            </Button>
          ) : null}
          {words ? (
            <Badge tone={words.source === 'person' ? 'success' : 'info'}>
              {words.source === 'person' ? 'Your words' : 'By a model: please check'}
            </Badge>
          ) : null}
        </InlineStack>
      ) : (
        <Text as="p" tone="subdued" variant="bodySm">
          No model that writes is set up, so the words are yours to write.
        </Text>
      )}
      {view.missing.length > 0 ? <AskPermission missing={view.missing} submit={submit} /> : null}
    </BlockStack>
  );
}

/** Asked only here, when somebody looks at words: nothing else needs these permissions. */
function AskPermission({
  missing,
  submit,
}: {
  missing: readonly string[];
  submit: (fields: Record<string, string>) => void;
}) {
  const shopify = useAppBridge();
  const [declined, setDeclined] = useState<string | null>(null);
  const ask = async () => {
    try {
      const answer = await shopify.scopes.request([...missing] as Parameters<
        typeof shopify.scopes.request
      >[0]);
      if (answer.result === 'granted-all') submit({ intent: 'allowed' });
      else setDeclined('Without it the alt text stays in the store’s own language. You can allow it later.');
    } catch {
      setDeclined('Shopify could not be asked just now. Try again.');
    }
  };
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued" variant="bodySm">
        {declined ??
          'Is your store in several languages? Softbox may write alt texts in all of them, once you allow it to read your languages and write translations.'}
      </Text>
      <InlineStack>
        <Button variant="plain" onClick={() => void ask()}>
          Allow other languages
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
