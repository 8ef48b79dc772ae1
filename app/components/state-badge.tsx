import { Badge } from '@shopify/polaris';
import type { ImageJobState } from '#app/domain/image-job.ts';
import type { PublicationState } from '#app/domain/publication.ts';

type Tone = 'info' | 'success' | 'attention' | 'critical' | undefined;

const JOB = {
  queued: ['Waiting', undefined],
  preparing: ['Cutting out', 'info'],
  rendering: ['Drawing', 'info'],
  waiting: ['Waiting for the cheaper run', undefined],
  checking: ['Checking', 'info'],
  ready: ['Ready', 'success'],
  held: ['Needs a look', 'attention'],
  failed: ['Failed', 'critical'],
  cancelled: ['Cancelled', undefined],
} as const satisfies Record<ImageJobState, readonly [string, Tone]>;

const PUBLICATION = {
  planned: ['Waiting', undefined],
  uploading: ['Uploading', 'info'],
  placing: ['Placing', 'info'],
  verifying: ['Verifying', 'info'],
  published: ['Published', 'success'],
  reverting: ['Undoing', 'info'],
  reverted: ['Undone', undefined],
  failed: ['Failed', 'critical'],
} as const satisfies Record<PublicationState, readonly [string, Tone]>;

export function JobBadge({ state }: { state: ImageJobState }) {
  const [text, tone] = JOB[state];
  return <Badge tone={tone}>{text}</Badge>;
}

export function PublicationBadge({ state }: { state: PublicationState }) {
  const [text, tone] = PUBLICATION[state];
  return <Badge tone={tone}>{text}</Badge>;
}
