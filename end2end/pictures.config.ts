import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

// The README's pictures, on the phone: `cargo xtask pictures`.
export default defineConfig({
  ...stories,
  testDir: 'pictures',
  workers: 1,
  fullyParallel: false,
  reporter: [['list']],
  projects: stories.projects?.filter(({ name }) => name === 'phone'),
});
