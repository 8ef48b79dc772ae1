import { Text } from '@shopify/polaris';

export interface AttributionView {
  readonly authorName: string;
  readonly authorUrl: string;
  readonly libraryName: string;
  readonly libraryUrl: string;
}

const isWeb = (url: string) => /^https?:\/\//.test(url);

function Name({ url, children }: { url: string; children: string }) {
  if (!isWeb(url)) return children;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** "Photo by Ada on Unsplash", both linked, as the library's rules ask; stands wherever its picture stands. */
export function AttributionLine({ attribution }: { attribution: AttributionView }) {
  return (
    <Text as="p" variant="bodySm" tone="subdued" breakWord>
      By <Name url={attribution.authorUrl}>{attribution.authorName}</Name> on{' '}
      <Name url={attribution.libraryUrl}>{attribution.libraryName}</Name>
    </Text>
  );
}
