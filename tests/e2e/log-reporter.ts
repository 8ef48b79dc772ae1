import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Enough for what one journey makes the processes say. */
const LINES = 40;

const parsed = (line: string): { readonly time?: unknown } | null => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** What a process said since `from` (epoch, ms); the last lines of it. */
const saidSince = (file: string, from: number): string[] => {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.filter((line) => Number(parsed(line)?.time ?? 0) >= from).slice(-LINES);
  } catch (error) {
    return [`no log: ${error}`];
  }
};

/**
 * Prints, when a journey fails, what the processes said meanwhile and what stood on the screen: a run on another machine
 * leaves nothing else to look at.
 */
export default class LogReporter implements Reporter {
  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'passed' || result.status === 'skipped') return;
    const folder = process.env.SOFTBOX_E2E_DATA;
    console.log(`\n── what was said during "${test.title}"`);
    for (const name of folder ? ['web', 'worker-1'] : []) {
      console.log(`   ${name}:`);
      for (const line of saidSince(join(folder ?? '', `${name}.log`), result.startTime.getTime())) {
        console.log(`     ${line.slice(0, 600)}`);
      }
    }
    const screen = result.attachments.find(({ name }) => name === 'error-context')?.path;
    if (screen) console.log(readFileSync(screen, 'utf8').split('\n# Test source')[0]);
  }

  printsToStdio(): boolean {
    return false;
  }
}
