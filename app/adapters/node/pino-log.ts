import { type Logger, pino } from 'pino';

/** Secrets must not be logged at all; should one slip into a log line's facts, it is cut out here. */
const REDACTED = [
  '*.accessToken',
  '*.refreshToken',
  '*.authorization',
  '*.secret',
  'accessToken',
  'authorization',
  'secret',
];

/** One JSON line an event, on standard error, so that standard output stays a command's own. */
export const makePinoLog = (options: { readonly level: string; readonly process: string }): Logger =>
  pino(
    {
      level: options.level,
      base: { process: options.process },
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
