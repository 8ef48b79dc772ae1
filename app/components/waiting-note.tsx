import { Text } from '@shopify/polaris';
import { shortTime } from './date-time.ts';

/** What pictures wait for that were ordered for the cheaper run, and since when. */
export function WaitingNote({ count, since }: { count: number; since: string | null }) {
  if (count === 0) return null;
  return (
    <Text as="p">
      {count === 1 ? '1 picture waits' : `${count} pictures wait`} for the provider's cheaper run
      {since ? `, since ${shortTime(since)} (UTC)` : ''}. Most come within hours. What has not come after two
      days ends and costs nothing; cancelling refunds what is not made.
    </Text>
  );
}
