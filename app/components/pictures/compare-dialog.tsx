import { BlockStack, InlineGrid, InlineStack, Modal, Text } from '@shopify/polaris';
import type { RefObject } from 'react';
import { Picture } from './picture.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

export interface ComparedPicture {
  readonly id: string;
  readonly title: string;
  readonly verdict: { readonly verdict: 'pass' | 'hold' | 'fail'; readonly sentence: string } | null;
}

/** Photo and picture beside each other, as large as the window allows, with what the gate said of them. */
export function CompareDialog({
  picture,
  opener,
  onClose,
}: {
  picture: ComparedPicture | null;
  opener: RefObject<HTMLElement>;
  onClose: () => void;
}) {
  return (
    <Modal
      activator={opener}
      open={picture !== null}
      onClose={onClose}
      title="Photo and picture"
      size="large"
      secondaryActions={[{ content: 'Close', onAction: onClose }]}
    >
      <Modal.Section>
        {picture ? (
          <BlockStack gap="300">
            <Text as="p" breakWord>
              {picture.title}
            </Text>
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              <Side
                name="Your photo"
                path={`/app/pictures/${picture.id}?of=source&side=1600`}
                alt={`${picture.title}, your photo`}
              />
              <Side
                name="The new picture"
                path={`/app/pictures/${picture.id}?side=1600`}
                alt={`${picture.title}, the new picture`}
              />
            </InlineGrid>
            {picture.verdict ? (
              <InlineStack gap="200" blockAlign="center">
                <VerdictBadge verdict={picture.verdict.verdict} />
                <Text as="p" breakWord>
                  {picture.verdict.sentence}
                </Text>
              </InlineStack>
            ) : null}
          </BlockStack>
        ) : null}
      </Modal.Section>
    </Modal>
  );
}

function Side({ name, path, alt }: { name: string; path: string; alt: string }) {
  return (
    <BlockStack gap="100">
      <Picture path={path} alt={alt} />
      <Text as="p" variant="bodySm" tone="subdued">
        {name}
      </Text>
    </BlockStack>
  );
}
