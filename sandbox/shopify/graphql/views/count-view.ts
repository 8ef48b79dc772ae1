import type { View } from '../context.ts';

export function countView(count: number): View {
  return { __typename: 'Count', count, precision: 'EXACT' };
}
