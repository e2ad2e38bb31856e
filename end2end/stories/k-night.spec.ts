import type { Page } from '@playwright/test';
import { CHILD, findChild, taps } from '../fixtures/afternoon.ts';
import { stored } from '../fixtures/disk.ts';
import { expect, mounted, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

const HOUR = 3_600_000;

/** The name of the key under which the view is, and how many pages there are. */
async function view(page: Page): Promise<{ key: string; pages: number }> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const db = await done(indexedDB.open('yuanliu-view'));
    const tx = db.transaction(['state', 'pages']);
    const key = await done(tx.objectStore('state').get('key-name'));
    const pages = await done(tx.objectStore('pages').count());
    db.close();
    return { key, pages };
  });
}

/** Closes the network, and waits until nothing more is on its way: a late answer of a
 * school whose clock stands still would make it the same day again. */
async function cutOff(page: Page): Promise<void> {
  const failed = page.waitForEvent('requestfailed', (request) => /\/sync$/.test(request.url()));
  await offline(page);
  await failed;
}

test('at the first start of another day the past one is gone, and its key', async ({ page, server }) => {
  await page.clock.install({ time: Date.now() });
  await signIn(page, server, 'duty_teacher');
  await keptOffline(page, 'staff');
  await findChild(page);
  await cutOff(page);
  await taps(page);
  const before = await view(page);

  // A whole night without a network: what was marked yesterday is not shown today.
  await page.clock.setSystemTime(Date.now() + 20 * HOUR);
  await page.reload();
  await mounted(page);
  await expect(page.getByText(/11月25日/).first()).toBeVisible();
  const after = await view(page);
  expect(after.key).not.toBe(before.key);
  expect(after.pages).toBeLessThan(before.pages);
  expect(await stored(page)).not.toContain(CHILD);

  // What was written is neither gone nor closed to its author.
  await page.goto('/sent');
  await expect(page.getByText(/还有 1 条在这台设备上/)).toBeVisible();
  await expect(page.getByText(/^点名/)).toBeVisible();
});

test('a tablet that is awake over night forgets the day when somebody looks', async ({ page, server }) => {
  await page.clock.install({ time: Date.now() });
  await signIn(page, server, 'duty_teacher');
  await keptOffline(page, 'staff');
  await findChild(page);
  await cutOff(page);
  const before = await view(page);
  await page.clock.setSystemTime(Date.now() + 20 * HOUR);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(async () => (await view(page)).key).not.toBe(before.key);
  expect((await view(page)).pages).toBeLessThan(before.pages);
});
