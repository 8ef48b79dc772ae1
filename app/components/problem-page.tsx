import { BlockStack, Button, Card, InlineStack, Page, Text } from '@shopify/polaris';

/** A screen that could not be shown: what happened, that nothing is lost, and the two ways on. */
export function ProblemPage({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Page title={title}>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{text}</Text>
          <InlineStack gap="200">
            <Button variant="primary" onClick={() => window.location.reload()}>
              Try again
            </Button>
            <Button url="/app">Home</Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}
