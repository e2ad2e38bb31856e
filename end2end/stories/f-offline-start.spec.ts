import { chromium } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

test('the app can be installed', async ({ server }, testInfo) => {
  // Nothing can be installed from a private window, which all others here are.
  const profile = testInfo.outputPath('profile');
  const context = await chromium.launchPersistentContext(profile, testInfo.project.use.launchOptions);
  const page = await context.newPage();
  await open(page, server.url);
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  await context.close();
});

test('the manifest names the app, and its icons are there', async ({ request }) => {
  const manifest = await (await request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ id: '/', lang: 'zh-CN', short_name: '愿留', display: 'standalone' });
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.headers()['content-type'], src).toBe(type);
  }
});

test('a phone that was here once starts without a network', async ({ page, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await expect(page.getByText('张一鸣').first()).toBeVisible();

  await offline(page);
  for (const path of ['/', '/family']) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await expect(page.getByText('张一鸣').first()).toBeVisible();
  await expectAccessible(page);
});

test("a parent's phone does not download the duty tablet", async ({ page, server }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  expect(asked.filter((path) => path.includes('split_family'))).not.toEqual([]);
  expect(asked.filter((path) => path.includes('split_staff'))).toEqual([]);
});

test('the worker never answers for data', async ({ page, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await offline(page);
  const answer = await page.evaluate(() => fetch('/api/v1/health').then(String, () => 'no network'));
  expect(answer).toBe('no network');
});

test('a worker that the browser has ended begins again, also without a network', async ({ page, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await expect(page.getByText('张一鸣').first()).toBeVisible();
  await offline(page);
  const browser = await page.context().newCDPSession(page);
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.stopAllWorkers');
  await open(page, '/family');
  await expect(page.getByText('张一鸣').first()).toBeVisible();
});
