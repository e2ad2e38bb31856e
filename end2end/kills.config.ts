import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

// A browser that dies at random moments: `cargo xtask e2e --config kills.config.ts`, with
// YUANLIU_KILLS for how often.
export default defineConfig({
  ...stories,
  testDir: 'kills',
  workers: 1,
  fullyParallel: false,
  reporter: [['list']],
  projects: stories.projects?.filter(({ name }) => name === 'tablet'),
});
