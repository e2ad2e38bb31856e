import { defineConfig } from '@playwright/test';

// Stories: what people live through, on the two sizes that the school uses.
// `cargo xtask e2e` builds the server and names it and the browser.

/** What a shared tablet is for; every change plays it on one, and everything on a phone.
 *  `cargo xtask test --long` and `cargo xtask e2e` play everything on both. */
const ON_TABLETS = /\/([cdehnu]-|t-release-|y-afternoon|y-rain)[^/]*$/;
/** Three tablets, a gate and families' phones at once: it brings its own devices. */
const AFTERNOON = /\/y-afternoon/;
const LONG = Boolean(process.env.YUANLIU_EVERY_SIZE);

export default defineConfig({
  testDir: 'stories',
  globalSetup: './fixtures/seed.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A slow machine is no fault of a story.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? [['list']] : [['list'], ['html', { open: 'never' }]],
  use: {
    // What is not there by then is not coming.
    actionTimeout: 30_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.YUANLIU_CHROMIUM || undefined,
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
  projects: [
    {
      name: 'phone',
      testIgnore: AFTERNOON,
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 3,
        isMobile: true,
        hasTouch: true,
      },
    },
    {
      name: 'tablet',
      testMatch: LONG ? /.*/ : ON_TABLETS,
      use: {
        viewport: { width: 820, height: 1180 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
  ],
});
