// A process of its own that uses the embedded PostgreSQL: prints what it got, and stops when its input ends.
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';

const postgres = await ensureEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  fast: process.argv[3] === 'fast',
});
console.log(JSON.stringify({ url: postgres.url, startedHere: postgres.startedHere }));
process.stdin.resume();
process.stdin.on('end', () => void postgres.stop().then(() => process.exit(0)));
