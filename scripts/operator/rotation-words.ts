import type { Rotation } from '#app/use-cases/rotate-keys.ts';

const NAMES = {
  'shopify-session': 'store tokens',
  'bridge-key': 'bridge keys',
  'woo-connection': 'WooCommerce keys',
} as const satisfies Record<keyof Rotation, string>;

/** What a rotation came to, for the operator. `isComplete`: nothing needs an older key any more. */
export const rotationWords = (
  rotation: Rotation,
  activeKeyId: string,
): { readonly text: string; readonly isComplete: boolean } => {
  const kinds = Object.keys(NAMES) as (keyof Rotation)[];
  const lines = kinds.map((kind) => {
    const { resealed, overtaken } = rotation[kind];
    return `${NAMES[kind]}: ${resealed} sealed anew${overtaken > 0 ? `, ${overtaken} changed meanwhile` : ''}`;
  });
  const lost = kinds.flatMap((kind) =>
    Object.entries(rotation[kind].unreadable).map(
      ([keyId, count]) => `${NAMES[kind]}: ${count} cannot be opened; they were sealed with the key ${keyId}`,
    ),
  );
  const isOvertaken = kinds.some((kind) => rotation[kind].overtaken > 0);
  if (lost.length > 0) {
    lines.push(...lost, 'Put the right keys into SOFTBOX_ENCRYPTION_KEYS and run this again.');
  } else if (isOvertaken) {
    lines.push('Run this again to see whether an older key is still in use.');
  } else {
    lines.push(
      `Everything is sealed with ${activeKeyId}. Older keys may go once every process runs with it in front.`,
    );
  }
  return { text: lines.join('\n'), isComplete: lost.length === 0 && !isOvertaken };
};
