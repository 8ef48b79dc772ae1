import type { Latency } from './types.ts';

/** Short enough for a demo, long enough that code which does not wait is caught. */
export const DEFAULT_LATENCY: Latency = {
  uploadedMs: 120,
  processingMs: 500,
  reorderMs: 300,
  searchLagMs: 1500,
  webhookMs: 100,
  webhookRetryScale: 1,
  webhookTimeoutMs: 5000,
  bulkMs: 800,
};
