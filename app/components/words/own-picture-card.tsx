import { useFetcher } from '@remix-run/react';
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Modal,
  Text,
  Thumbnail,
} from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { EMPTY_PICTURE } from '../empty-picture.ts';
import { useOpener } from '../use-opener.ts';
import { WordsBox } from './words-box.tsx';

export interface OwnPictureView {
  readonly id: string;
  readonly url: string;
  readonly alt: string;
  readonly isOurs: boolean;
}

interface ReviewReply {
  readonly problem: string | null;
  readonly review: {
    readonly seenAlt: string;
    readonly newAlt: string | null;
    readonly shownBy: readonly { readonly id: string; readonly title: string }[];
    readonly others: readonly {
      readonly code: string;
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  } | null;
}

/** One picture of the merchant's own, with its alt text, and the way to another one. */
export function OwnPictureCard({ productId, picture }: { productId: string; picture: OwnPictureView }) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const opener = useOpener();
  const close = () => {
    setAsking(false);
    // the dialog is taken away at once, without Polaris' closing
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus());
  };
  const query = `product=${productId}&image=${picture.id}`;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="300" blockAlign="start" wrap={false}>
          <div style={{ flex: 'none' }}>
            <Thumbnail source={picture.url || EMPTY_PICTURE} alt={picture.alt} size="large" />
          </div>
          <BlockStack gap="100">
            <InlineStack gap="200">
              {picture.alt === '' ? <Badge tone="warning">No alt text</Badge> : null}
              {picture.isOurs ? <Badge tone="info">By Softbox</Badge> : null}
            </InlineStack>
            <Text as="p" breakWord>
              {picture.alt}
            </Text>
            {picture.isOurs ? null : (
              <InlineStack gap="200">
                <Button onClick={() => setOpen(!open)} ariaExpanded={open}>
                  {open ? 'Close' : picture.alt === '' ? 'Write alt text' : 'Change alt text'}
                </Button>
                {open ? (
                  <div>
                    <Button variant="primary" onClick={() => setAsking(true)}>
                      Review and publish
                    </Button>
                  </div>
                ) : null}
              </InlineStack>
            )}
          </BlockStack>
        </InlineStack>
        {open ? <WordsBox query={query} /> : null}
      </BlockStack>
      {asking ? <ReviewDialog query={query} onClose={close} /> : null}
    </Card>
  );
}

/** Shows what changes, and for which products, before it does. */
function ReviewDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const path = `/app/alt?${query}`;
  const loaded = useFetcher<ReviewReply>();
  const sent = useFetcher<{ problem: string | null; done: boolean }>();
  const { load } = loaded;
  useEffect(() => load(path), [load, path]);
  const review = loaded.data?.review ?? null;
  const problem = sent.data?.problem ?? loaded.data?.problem ?? null;
  const done = sent.data?.done === true;
  const hasNews = review !== null && review.newAlt !== null && review.newAlt !== '';
  return (
    <Modal
      open
      onClose={onClose}
      title={done ? 'The alt text is being changed' : 'Change the alt text of your own picture?'}
      loading={review === null && problem === null}
      primaryAction={
        done
          ? { content: 'Close', onAction: onClose }
          : {
              content: 'Change it',
              disabled: !hasNews,
              loading: sent.state !== 'idle',
              onAction: () =>
                sent.submit(
                  { intent: 'change', seenAlt: review?.seenAlt ?? '' },
                  { method: 'post', action: path },
                ),
            }
      }
      secondaryActions={done ? [] : [{ content: 'Keep as it is', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem ? (
            <Banner tone="critical">
              <p>{problem}</p>
            </Banner>
          ) : null}
          {done ? <Text as="p">It can be undone exactly, below on this page.</Text> : null}
          {review && !done ? <Changes review={review} hasNews={hasNews} /> : null}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Changes({ review, hasNews }: { review: NonNullable<ReviewReply['review']>; hasNews: boolean }) {
  if (!hasNews) return <Text as="p">Write and save an alt text first.</Text>;
  const rows = [
    { name: 'Store language', before: review.seenAlt, after: review.newAlt },
    ...review.others.filter((one) => one.after !== null && one.after !== ''),
  ];
  return (
    <>
      {rows.map((row) => (
        <BlockStack key={row.name} gap="050">
          <Text as="h3" variant="headingSm">
            {row.name}
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {`Now: ${row.before || 'none'}`}
          </Text>
          <Text as="p" breakWord>
            {`Then: ${row.after ?? ''}`}
          </Text>
        </BlockStack>
      ))}
      {review.shownBy.length > 1 ? (
        <Banner tone="warning" title={`${review.shownBy.length} products show this picture`}>
          <p>
            {`The alt text belongs to the file, so it changes for all of them: ${review.shownBy
              .map(({ title }) => title)
              .join(', ')}.`}
          </p>
        </Banner>
      ) : null}
    </>
  );
}
