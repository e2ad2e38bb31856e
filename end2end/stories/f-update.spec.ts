import type { Page } from '@playwright/test';
import { NextBuild } from '../fixtures/next-build.ts';
import { expect, mounted, signIn, test as base } from '../fixtures/test.ts';
import { keptOffline } from '../fixtures/worker.ts';

const test = base.extend<{ next: NextBuild }>({
  next: async ({ server }, use) => {
    const next = await NextBuild.before(server.url);
    await use(next);
    await next.close();
  },
  baseURL: async ({ next }, use) => use(next.url),
});

test('a new build waits until the person agrees', async ({ page, next, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  const [before] = await builds(page);

  next.release();
  await lookForUpdate(page);
  expect(await builds(page)).toEqual([before, 'yuanliu-build-next']);

  await page.reload();
  await mounted(page);
  expect(await builds(page), 'a reload alone changes nothing').toContain(before);

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: '现在更新' }).click();
  await reloaded;
  await mounted(page);
  await expect.poll(() => builds(page)).toEqual(['yuanliu-build-next']);
});

test('an update downloads only what changed', async ({ page, next, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  next.release();
  await lookForUpdate(page);
  expect(next.asked).toContain('/sw.js');
  expect(next.asked.filter((path) => path.startsWith('/pkg/'))).toEqual([]);
});

async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await page.locator('html[data-update=ready]').waitFor();
}

function builds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    return names.filter((name) => name.startsWith('yuanliu-build-')).toSorted();
  });
}
