import { Banner, BlockStack, Modal, Text } from '@shopify/polaris';
import { type RefObject, useState } from 'react';
import { WordsBox } from './words-box.tsx';

/** Asks before one picture is published, with the words it will be published with. */
export function PublishDialog({
  picture,
  where,
  busy,
  problem,
  opener,
  onPublish,
  onClose,
}: {
  picture: { readonly id: string; readonly title: string } | null;
  /** "as the main picture". */
  where: string;
  busy: boolean;
  /** Why the last try was refused. */
  problem: string | null;
  opener: RefObject<HTMLElement>;
  onPublish: (id: string) => void;
  onClose: () => void;
}) {
  const [unsaved, setUnsaved] = useState(false);
  return (
    <Modal
      activator={opener}
      open={picture !== null}
      onClose={onClose}
      title="Publish this picture"
      primaryAction={{
        content: 'Publish',
        loading: busy,
        disabled: unsaved,
        onAction: () => picture && onPublish(picture.id),
      }}
      secondaryActions={[{ content: 'Not yet', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem ? (
            <Banner tone="critical" title="This cannot be published">
              <p>{problem}</p>
            </Banner>
          ) : null}
          <Text as="p" breakWord>
            {picture ? `“${picture.title}” gets it ${where}, with the saved words below.` : ''}
          </Text>
          {picture ? <WordsBox query={`asset=${picture.id}`} onUnsaved={setUnsaved} /> : null}
          <Text as="p" tone="subdued" variant="bodySm">
            {unsaved
              ? 'Save the words first: only saved ones are published.'
              : 'Without saved words the picture takes over the alt text of the photo it was made from.'}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
