import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

// Measurements in a browser: one after another, on the phone, run by
// `cargo xtask bench` and never as a test.
export default defineConfig({
  ...stories,
  testDir: 'bench',
  testMatch: '**/*.bench.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  reporter: [['list']],
  use: { ...stories.use, trace: 'off', screenshot: 'off' },
  projects: stories.projects?.filter(({ name }) => name === 'phone'),
});
