import {
  Badge,
  Banner,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  Spinner,
  Text,
} from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { askServer, wordsOf } from '#app/components/ask-server.ts';
import type { ProductAnalysis } from '#app/domain/scene/product-analysis.ts';
import { AnalysisForm } from './analysis-form.tsx';

export interface PhotoAnalysisView {
  readonly versions: readonly {
    readonly version: number;
    readonly analysis: ProductAnalysis | null;
    readonly origin: 'model' | 'merchant';
    readonly model: string | null;
    readonly placeholder: boolean;
  }[];
  readonly verticals: readonly string[];
}

const PATH = '/app/analysis';

const wordsOfAnalysis = (known: ProductAnalysis): string =>
  [
    known.what,
    known.materials.join(', '),
    known.colours.join(', '),
    `${known.sizeClass}, ${known.pose}`,
    known.textOnIt.length > 0 ? `printed on it: ${known.textOnIt.join(' / ')}` : '',
  ]
    .filter(Boolean)
    .join(' · ');

type Loaded =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly photo: PhotoAnalysisView };

/** Loads what is known of a photo, and asks for a reading or keeps an edit. */
const useAnalysis = (imageId: string, onKnown: (photo: PhotoAnalysisView) => void) => {
  const [state, setState] = useState<Loaded>({ status: 'loading' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setState({ status: 'loading' });
    setProblem(null);
    askServer<PhotoAnalysisView>(`${PATH}?image=${imageId}`, { signal: abort.signal }).then(
      (photo) => {
        if (abort.signal.aborted) return;
        setState({ status: 'ready', photo });
        onKnown(photo);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ status: 'failed', message: wordsOf(error) });
      },
    );
    return () => abort.abort();
  }, [imageId, onKnown]);
  const send = async (json: object): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      const photo = await askServer<PhotoAnalysisView>(PATH, { json: { image: imageId, ...json } });
      setState({ status: 'ready', photo });
      onKnown(photo);
      return true;
    } catch (error) {
      setProblem(wordsOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { state, busy, problem, send };
};

/** What is known of the previewed product: read from its photo when asked, changed by hand, used in prompts. */
export function AnalysisCard({
  imageId,
  canRead,
  onKnown,
}: {
  imageId: string;
  /** False: no vision model is set up here. */
  canRead: boolean;
  /** Must stay the same function between renders. */
  onKnown: (photo: PhotoAnalysisView) => void;
}) {
  const { state, busy, problem, send } = useAnalysis(imageId, onKnown);
  const [editing, setEditing] = useState(false);
  const newest = state.status === 'ready' ? state.photo.versions[0] : undefined;
  const known = newest?.analysis ?? null;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingSm">
            What is known of the product
          </Text>
          {newest?.origin === 'merchant' ? <Badge>Your words</Badge> : null}
          {newest?.placeholder ? <Badge tone="attention">Read by a stand-in</Badge> : null}
        </InlineStack>
        {state.status === 'loading' ? (
          <Spinner size="small" accessibilityLabel="Loading what is known" />
        ) : null}
        {state.status === 'failed' ? (
          <Text as="p" tone="critical">
            {state.message}
          </Text>
        ) : null}
        {problem ? (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        ) : null}
        {state.status === 'ready' && !editing ? (
          <>
            <Text as="p" breakWord tone={known ? undefined : 'subdued'}>
              {known
                ? wordsOfAnalysis(known)
                : 'Nothing yet. A redraw stays closer to the product when the model is told what it is.'}
            </Text>
            <ButtonGroup>
              {canRead ? (
                <Button loading={busy} onClick={() => void send({ again: known !== null })}>
                  {known ? 'Read the photo again' : 'Read the photo'}
                </Button>
              ) : null}
              <Button disabled={busy} onClick={() => setEditing(true)}>
                {known ? 'Change' : 'Write it down'}
              </Button>
            </ButtonGroup>
            <Text as="p" variant="bodySm" tone="subdued">
              {canRead
                ? 'Reading is free for you: it is booked to who runs this Softbox, up to 200 pictures a day.'
                : 'No vision model is set up here to read photos (docs/providers.md).'}
            </Text>
          </>
        ) : null}
        {editing ? (
          <AnalysisForm
            start={known}
            busy={busy}
            onCancel={() => setEditing(false)}
            onSave={async (analysis) => {
              if (await send({ version: newest?.version ?? 0, analysis })) setEditing(false);
            }}
          />
        ) : null}
      </BlockStack>
    </Card>
  );
}
