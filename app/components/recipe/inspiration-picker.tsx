import {
  Banner,
  BlockStack,
  Box,
  Button,
  DropZone,
  InlineGrid,
  InlineStack,
  Spinner,
  Text,
  TextField,
} from '@shopify/polaris';
import { type ReactNode, useState } from 'react';
import { askServer, wordsOf } from '#app/components/ask-server.ts';
import { usePicture } from '#app/components/pictures/use-picture.ts';
import { useAnswer } from '#app/components/use-answer.ts';
import { AttributionLine } from './attribution-line.tsx';
import type { InspirationView, LibraryPicture, PictureSearch } from './inspiration-view.ts';

const PATH = '/app/inspirations';
const square = { width: '100%', aspectRatio: '1 / 1', objectFit: 'cover', borderRadius: 8 } as const;
const bare = {
  display: 'block',
  width: '100%',
  padding: 0,
  border: 'none',
  background: 'none',
  cursor: 'pointer',
} as const;

/** A picture that was read: a library's from its own address, an upload from us. */
export function InspirationThumb({ inspiration, alt }: { inspiration: InspirationView; alt: string }) {
  const ours = inspiration.previewUrl === null;
  const picture = usePicture(ours ? `/app/inspiration-pictures/${inspiration.id}` : null);
  const url = inspiration.previewUrl ?? (picture.status === 'ready' ? picture.url : null);
  return url ? <img src={url} alt={alt} style={square} /> : <div style={{ ...square, background: '#eee' }} />;
}

function Tile({
  label,
  disabled,
  onPick,
  children,
  below,
}: {
  label: string;
  disabled: boolean;
  onPick: () => void;
  children: ReactNode;
  below: ReactNode;
}) {
  return (
    <div>
      <button type="button" style={bare} aria-label={label} disabled={disabled} onClick={onPick}>
        {children}
      </button>
      {below}
    </div>
  );
}

function Found({
  search,
  disabled,
  onUse,
}: {
  search: PictureSearch;
  disabled: boolean;
  onUse: (picture: LibraryPicture) => void;
}) {
  if (search.pictures.length === 0) {
    return (
      <Text as="p" tone="subdued">
        Nothing was found. Try other words, in English.
      </Text>
    );
  }
  return (
    <InlineGrid columns={{ xs: 2, sm: 3, md: 4 }} gap="300">
      {search.pictures.map((picture) => (
        <Tile
          key={picture.id}
          label={`Use: ${picture.description || 'picture'}`}
          disabled={disabled}
          onPick={() => onUse(picture)}
          below={<AttributionLine attribution={picture.attribution} />}
        >
          <img
            src={picture.previewUrl}
            alt={picture.description}
            loading="lazy"
            style={{ ...square, background: picture.colour ?? '#eee' }}
          />
        </Tile>
      ))}
    </InlineGrid>
  );
}

/** What the store was inspired by before. */
function Before({ disabled, onRead }: { disabled: boolean; onRead: (inspiration: InspirationView) => void }) {
  const kept = useAnswer<{ readonly items: readonly InspirationView[] }>(PATH);
  if (kept.status !== 'answered' || kept.value.items.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Used before
      </Text>
      <InlineGrid columns={{ xs: 3, sm: 4, md: 6 }} gap="200">
        {kept.value.items.map((one) => (
          <Tile
            key={one.id}
            label="Use this picture again"
            disabled={disabled || one.description === null}
            onPick={() => onRead(one)}
            below={one.attribution ? <AttributionLine attribution={one.attribution} /> : null}
          >
            <InspirationThumb inspiration={one} alt="" />
          </Tile>
        ))}
      </InlineGrid>
    </BlockStack>
  );
}

/** A place out of a picture: the merchant's own, or one of the library. Only light, place and mood are taken, never a product. */
export function InspirationPicker({
  libraryName,
  canRead,
  onRead,
}: {
  libraryName: string;
  /** False: no vision model is set up here. */
  canRead: boolean;
  onRead: (inspiration: InspirationView) => void;
}) {
  const [words, setWords] = useState('');
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const query = words.trim();
  const params = new URLSearchParams({ q: query, page: String(page) });
  const found = useAnswer<PictureSearch>(query === '' ? null : `${PATH}?${params}`);

  const read = async (init: RequestInit & { readonly json?: unknown }) => {
    setBusy(true);
    setProblem(null);
    try {
      onRead(await askServer<InspirationView>(PATH, init));
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const upload = (_dropped: File[], [file]: File[]) => {
    if (file) void read({ method: 'POST', body: file, headers: { 'Content-Type': file.type } });
    else setProblem('Only JPEG, PNG or WebP pictures of at most 20 MB can be read.');
  };

  return (
    <BlockStack gap="400">
      {canRead ? null : (
        <Banner tone="warning">
          <p>
            Reading a picture needs a vision model, and none is set up here (docs/providers.md). You can pick
            a place from the library or describe it in your own words.
          </p>
        </Banner>
      )}
      {problem ? (
        <Banner tone="critical">
          <p>{problem}</p>
        </Banner>
      ) : null}
      <DropZone
        accept="image/jpeg,image/png,image/webp"
        type="image"
        allowMultiple={false}
        disabled={!canRead || busy}
        customValidator={(file) => file.size <= 20_000_000}
        onDrop={upload}
        label="Your own picture"
      >
        <Box padding="400">
          {busy ? (
            <InlineStack align="center" gap="200" blockAlign="center">
              <Spinner size="small" accessibilityLabel="Reading the picture" />
              <Text as="span">Reading the place; this takes a few seconds.</Text>
            </InlineStack>
          ) : (
            <DropZone.FileUpload actionTitle="Add a picture" actionHint="JPEG, PNG or WebP, up to 20 MB" />
          )}
        </Box>
      </DropZone>
      <TextField
        label={`Search ${libraryName}`}
        placeholder="sunny terrace, linen, winter window"
        value={words}
        maxLength={100}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => setWords('')}
        onChange={(text) => {
          setWords(text);
          setPage(1);
        }}
      />
      {found.status === 'asking' ? <Spinner size="small" accessibilityLabel="Searching" /> : null}
      {found.status === 'failed' ? (
        <Banner tone="critical">
          <p>{found.message}</p>
        </Banner>
      ) : null}
      {found.status === 'answered' ? (
        <>
          <Found
            search={found.value}
            disabled={busy || !canRead}
            onUse={({ id }) => void read({ json: { pictureId: id } })}
          />
          <InlineStack gap="200">
            {page > 1 ? <Button onClick={() => setPage(page - 1)}>Back</Button> : null}
            {found.value.nextPage ? (
              <Button onClick={() => setPage(found.value.nextPage ?? page)}>More</Button>
            ) : null}
          </InlineStack>
        </>
      ) : null}
      {query === '' ? <Before disabled={busy} onRead={onRead} /> : null}
      <Text as="p" variant="bodySm" tone="subdued">
        A model reads light, place and mood, and leaves out the product in the picture. Reading is free, up to
        200 pictures a day.
      </Text>
    </BlockStack>
  );
}
