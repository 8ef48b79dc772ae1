import { Badge } from '@shopify/polaris';

const VERDICTS = {
  pass: { tone: 'success', words: 'Still your product' },
  hold: { tone: 'attention', words: 'Look closely' },
  fail: { tone: 'critical', words: 'Not your product' },
} as const;

/** What the fidelity gate said of a picture that a model drew. */
export function VerdictBadge({ verdict }: { verdict: keyof typeof VERDICTS }) {
  const { tone, words } = VERDICTS[verdict];
  return <Badge tone={tone}>{words}</Badge>;
}
