import { v7 } from 'uuid';
import type { NewId } from '../../ports/clock.ts';

/** UUIDv7 (RFC 9562): sorts by time, also within one millisecond of one process. */
export const newId: NewId = () => v7();
