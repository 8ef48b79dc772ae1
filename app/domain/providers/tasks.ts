import type { ImageTask } from '../scene/composed-prompt.ts';

/** Questions that are put to a vision model. Each can run on either provider. */
export const VISION_TASKS = [
  /** Is the product in the result still the product of the source? By a fixed rubric. */
  'judge',
  /** An inspiration picture into a scene description. */
  'describe-scene',
  'analyse-product',
  'alt-text',
  'caption',
  'write-prompt',
] as const;
export type VisionTask = (typeof VISION_TASKS)[number];

export const IMAGE_TASKS = ['plate', 'redraw', 'edit'] as const satisfies readonly ImageTask[];

/** Why a provider is called: the `purpose` of a row in the provider-call book. */
export const CALL_PURPOSES = [...IMAGE_TASKS, ...VISION_TASKS, 'check-key'] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];
