import type { Page } from '@playwright/test';
import { CHILD, findChild, taps } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { stored } from '../fixtures/disk.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

async function signsOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: '设置' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByLabel('登录名')).toBeVisible();
}

test('what one teacher wrote offline, the next one carries and cannot read', async ({ page, server, another }) => {
  const author = server.login('duty_teacher').name;
  await signIn(page, server, 'duty_teacher');
  await keptOffline(page, 'staff');
  await findChild(page);
  await offline(page);
  await taps(page);
  await signsOut(page);

  // Signed out, no name is left on the device: not the child's, not the author's.
  const left = await stored(page);
  expect(left).toContain('"seal":"school"');
  for (const name of [CHILD, author, '三年级']) expect(left).not.toContain(name);

  // Somebody else signs in and only looks: it arrives, and nobody reads it here.
  await page.route('**/sync', (route) => route.abort());
  await online(page);
  await signIn(page, server, 'guardian_two_schools');
  await page.goto('/sent');
  await expect(page.getByText(/其中 1 条是其他人在这台设备上写的/)).toBeVisible();
  await expect(page.getByText(author)).toHaveCount(0);
  await expect(page.getByText('点名')).toHaveCount(0);
  await expectAccessible(page);
  await page.unroute('**/sync');
  await page.goto('/');
  await page.goto('/sent');
  await expect(page.getByText('这台设备上写下的，学校都收到了。')).toBeVisible({ timeout: 20_000 });

  const leader = await another();
  await signIn(leader, server, 'leader');
  const row = await findChild(leader);
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
});

test('after signing in again one sees that it is kept, and not what it said', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  await page.route('**/sync', (route) => route.abort());
  await taps(page);
  await signsOut(page);
  await signIn(page, server, 'duty_teacher');
  await page.goto('/sent');
  const entry = page.getByText(/已封存的一条/);
  await expect(entry).toBeVisible();
  await expect(page.getByText('已存本机')).toBeVisible();
});

test('what was damaged on the device is sealed anew from what its author can read', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  await page.route('**/sync', (route) => route.abort());
  await taps(page);
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const db = await done(indexedDB.open('yuanliu-outbox'));
    const acts = db.transaction('acts', 'readwrite').objectStore('acts');
    for (const key of await done(acts.getAllKeys())) {
      const kept = JSON.parse(await done(acts.get(key)));
      if (kept.sealed.seal !== 'school') throw new Error('not sealed');
      if (kept.stage !== 'kept') continue;
      const [first, ...rest] = kept.sealed.data;
      kept.sealed.data = (first === 'A' ? 'B' : 'A') + rest.join('');
      await done(acts.put(JSON.stringify(kept), key));
    }
    db.close();
  });
  // Read on the way: a page that goes elsewhere takes its answers along.
  const verdicts: string[] = [];
  await page.unroute('**/sync');
  await page.route('**/sync', async (route) => {
    const response = await route.fetch();
    verdicts.push(JSON.stringify((await response.json()).verdicts ?? []));
    await route.fulfill({ response }).catch(() => {});
  });
  await page.goto('/sent');
  await expect(page.getByText('这台设备上写下的，学校都收到了。')).toBeVisible({ timeout: 20_000 });
  expect(verdicts.some((text) => text.includes('cannot_open'))).toBe(true);
  expect(verdicts.some((text) => text.includes('applied'))).toBe(true);
});

test('two tabs: who signs out in one is signed out in the other', async ({ page, server, context }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  const second = await context.newPage();
  await second.goto('/staff');
  await findChild(second);
  await signsOut(second);
  // The next answer finds no view to store it in.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByText(CHILD)).toHaveCount(0, { timeout: 20_000 });
});
