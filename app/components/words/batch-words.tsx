import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { MAIN } from '#app/domain/words/language.ts';

interface BatchWordsReply {
  readonly canWrite: boolean;
  readonly others: readonly { readonly code: string; readonly name: string }[];
  readonly run: {
    readonly state: 'queued' | 'running' | 'done' | 'failed';
    readonly written: number;
    readonly skipped: number;
    readonly refused: number;
    readonly problem: string | null;
  } | null;
}

const POLL_MS = 2_000;

/** Has words written for every picture of a batch that has none, in all languages of the store. Absent without a model. */
export function BatchWords({ batchId }: { batchId: string }) {
  const path = `/app/batch-words/${batchId}`;
  const loaded = useFetcher<BatchWordsReply>();
  const sent = useFetcher<{ problem: string | null }>();
  const { load } = loaded;
  const data = loaded.data;
  const running = data?.run?.state === 'queued' || data?.run?.state === 'running';
  useEffect(() => load(path), [load, path]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => load(path), POLL_MS);
    return () => clearInterval(timer);
  }, [running, load, path]);
  if (!data?.canWrite) return null;
  const problem = sent.data?.problem ?? (data.run?.state === 'failed' ? data.run.problem : null);
  const languages = [MAIN, ...data.others.map(({ code }) => code)];
  return (
    <Card>
      <BlockStack gap="200">
        {problem ? (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        ) : null}
        <InlineStack gap="300" blockAlign="center">
          <Button
            loading={running || sent.state !== 'idle'}
            onClick={() => sent.submit({ languages: languages.join(',') }, { method: 'post', action: path })}
          >
            Write alt texts for this batch
          </Button>
          <Text as="p" tone="subdued">
            {wordsOf(data, languages.length)}
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const wordsOf = ({ run }: BatchWordsReply, languages: number): string => {
  if (run === null) {
    return languages > 1
      ? `In ${languages} languages, for pictures without words. You can edit each before publishing.`
      : 'For pictures without words. You can edit each before publishing.';
  }
  const parts = [
    ...(run.state === 'queued' || run.state === 'running' ? ['Being written'] : []),
    `${run.written} written`,
    ...(run.skipped > 0 ? [`${run.skipped} had words`] : []),
    ...(run.refused > 0 ? [`${run.refused} without usable words`] : []),
  ];
  return parts.join(' · ');
};
