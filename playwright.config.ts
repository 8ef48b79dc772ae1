import { defineConfig } from '@playwright/test';

/** `SOFTBOX_WOO_SITE` set: the journey on that real WordPress, and no other (docs/woo-operations.md). */
const onRealSite = (process.env.SOFTBOX_WOO_SITE ?? '') !== '';

/** Journeys in the system's Chromium against the whole stack on the embedded default. One worker: the stack is shared. */
export default defineConfig({
  testDir: onRealSite ? 'tests/e2e/real-site' : 'tests/e2e',
  ...(onRealSite ? {} : { testIgnore: 'real-site/**' }),
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json'], ['./tests/e2e/log-reporter.ts']],
  globalSetup: onRealSite ? './tests/e2e/real-site/global-setup.ts' : './tests/e2e/global-setup.ts',
  use: {
    browserName: 'chromium',
    // the platform's library turns away what calls itself headless
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
