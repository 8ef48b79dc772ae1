import { Link } from '@remix-run/react';
import { Badge, InlineStack, Text } from '@shopify/polaris';
import type { KeyboardEvent } from 'react';
import { shortTime } from '#app/components/date-time.ts';
import { usePicture } from '#app/components/pictures/use-picture.ts';
import { PublicationBadge } from '#app/components/state-badge.tsx';
import type { VersionView } from './version-pane.tsx';

export interface RevisionView extends VersionView {
  readonly depth: number;
  readonly createdAt: string;
}

const SMALL = {
  width: 56,
  height: 56,
  borderRadius: 6,
  objectFit: 'contain',
  background: '#f4f4f4',
} as const;
/** A long instruction stands whole beside its picture; in the list its start is enough to know it by. */
const FEW_LINES = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 3,
  overflow: 'hidden',
} as const;
/** Deeper ones are not moved further to the right: on a phone there is no room. */
const DEEPEST = 4;

function Thumbnail({ id }: { id: string }) {
  const picture = usePicture(`/app/pictures/${id}?side=160`);
  return picture.status === 'ready' ? (
    <img src={picture.url} alt="" style={SMALL} />
  ) : (
    <span aria-hidden style={{ ...SMALL, display: 'inline-block' }} />
  );
}

/** Arrow keys move between versions as in any list; Enter opens one. */
const moveFocus = (event: KeyboardEvent<HTMLUListElement>) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

/** All versions of a picture, each under the one it was made from. To continue from one is to open it. */
export function RevisionList({
  revisions,
  current,
}: {
  revisions: readonly RevisionView[];
  current: string;
}) {
  return (
    <ul aria-label="Versions" onKeyDown={moveFocus} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {revisions.map((version) => {
        const isOpen = version.id === current;
        return (
          <li
            key={version.id}
            style={{ paddingLeft: Math.min(version.depth, DEEPEST) * 16, marginBottom: 8 }}
          >
            <Link
              to={`/app/pictures/${version.id}/edit`}
              aria-current={isOpen ? 'page' : undefined}
              style={{
                display: 'flex',
                gap: 10,
                alignItems: 'center',
                padding: 6,
                borderRadius: 8,
                textDecoration: 'none',
                color: 'inherit',
                background: isOpen ? '#eaf4ff' : 'transparent',
                outlineOffset: 2,
              }}
            >
              <Thumbnail id={version.id} />
              <span style={{ minWidth: 0, flex: 1 }}>
                <span style={FEW_LINES}>
                  <Text as="span" variant="bodySm" fontWeight={isOpen ? 'semibold' : 'regular'} breakWord>
                    {version.number} · {version.instruction ?? 'First version'}
                  </Text>
                </span>
                <Text as="span" variant="bodySm" tone="subdued">
                  {isOpen ? 'You are here' : `Continue from here · ${shortTime(version.createdAt)}`}
                </Text>
                <InlineStack gap="100">
                  {version.held ? <Badge tone="attention">Needs a look</Badge> : null}
                  {version.review === 'approved' ? <Badge tone="success">Approved</Badge> : null}
                  {version.review === 'rejected' ? <Badge tone="critical">Rejected</Badge> : null}
                  {version.publication ? <PublicationBadge state={version.publication} /> : null}
                </InlineStack>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
