/** Writes docs/api/openapi.json from the table of endpoints. `npm run openapi`; a test fails when it was forgotten. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openApiText } from './openapi-text.ts';

const folder = new URL('../docs/api/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('openapi.json', folder), openApiText());
