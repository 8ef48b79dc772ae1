import { createHash } from 'node:crypto';
import type { Sha256 } from '../../ports/hash.ts';

export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest('hex');
