/** Reads the Dockerfile with a linter: no container engine is needed to see that it is well formed. */
import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';

const problems = validate(readFileSync('Dockerfile', 'utf8'));
for (const { range, message } of problems) console.error(`Dockerfile:${range.start.line + 1}: ${message}`);
process.exitCode = problems.length === 0 ? 0 : 1;
