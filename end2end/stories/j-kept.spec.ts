import type { Page } from '@playwright/test';
import { CHILD, everythingSent, findChild, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

/** Notes every transaction that the page opens to write. */
async function watchTransactions(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { transactions: seen });
    const open = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args) {
      const made = open.apply(this, args);
      if (made.mode === 'readwrite') seen.push(`${this.name}:${made.durability}`);
      return made;
    };
  });
  return () => page.evaluate(() => (window as unknown as { transactions: string[] }).transactions);
}

test('i1 what a person wrote is put strictly, and the view is not', async ({ page, server }) => {
  const transactions = await watchTransactions(page);
  await signIn(page, server, 'duty_teacher');
  await taps(page);
  const made = await transactions();
  const outbox = made.filter((made) => made.startsWith('yuanliu-outbox'));
  expect(outbox.length).toBeGreaterThan(1);
  expect(new Set(outbox)).toEqual(new Set(['yuanliu-outbox:strict']));
  expect(made).toContain('yuanliu-view:relaxed');
});

test('i3 signing out offline clears the lists and keeps what was written', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await keptOffline(page, 'staff');
  await findChild(page);
  await offline(page);
  await taps(page);
  await page.getByRole('link', { name: '设置' }).click();
  await expect(page.getByText(/还有 1 条没有送到学校/).first()).toBeVisible();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByLabel('登录名')).toBeVisible();
  await expect(page.getByText(CHILD)).toHaveCount(0);

  await online(page);
  await signIn(page, server, 'duty_teacher');
  const row = await findChild(page);
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('link', { name: '设置' }).click();
  await expect(page.getByText('都送到学校了', { exact: true })).toBeVisible({ timeout: 20_000 });
});

test('i10 a device clock that is a day off changes nothing that is shown', async ({ page, server }) => {
  await page.clock.install({ time: new Date('2026-11-25T20:00:00Z') });
  await signIn(page, server, 'duty_teacher');
  await expect(page.getByText(/11月24日/).first()).toBeVisible();
  await taps(page);
  await page.clock.runFor(2_000);
  const row = await findChild(page);
  await expect(row).toBeVisible();
});

test('i11 with something to send it is sent when the network is back, without a tap', async ({ page, server, another }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  await offline(page);
  await taps(page);
  const leader = await another();
  await signIn(leader, server, 'leader');
  await leader.getByRole('link', { name: '还在校' }).click();
  await expect(leader.getByText('现在没有孩子由学校照看。')).toBeVisible();
  await online(page);
  await expect(leader.locator('.roll-row').filter({ hasText: CHILD })).toBeVisible({ timeout: 30_000 });
});

test('i11 what a tab kept that was closed goes from the other tab', async ({ page, server, another }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  const closing = await page.context().newPage();
  await closing.goto(page.url());
  await findChild(closing);
  await offline(page);
  await taps(closing);
  await closing.close();
  await online(page);
  const leader = await another();
  await signIn(leader, server, 'leader');
  await leader.getByRole('link', { name: '还在校' }).click();
  await expect(leader.locator('.roll-row').filter({ hasText: CHILD })).toBeVisible({ timeout: 30_000 });
});

test('i5 what a cache kept of another family is not taken, not even as the first answer', async ({ page, server, another }) => {
  let theirs = '';
  await page.route('**/sync', async (route) => {
    const response = await route.fetch();
    theirs ||= await response.text();
    await route.fulfill({ response });
  });
  await signIn(page, server, 'guardian');
  await expect(page.getByText('张一鸣').first()).toBeVisible();

  const mine = await another();
  let asked = 0;
  await mine.route('**/sync', async (route) => {
    asked += 1;
    await route.fulfill({ contentType: 'application/json', body: theirs });
  });
  await signIn(mine, server, 'guardian_two_schools');
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(mine.getByText(/现在没有网络/).first()).toBeVisible();
  await expect(mine.getByText('张一鸣')).toHaveCount(0);
  await mine.unroute('**/sync');
  await expect(mine.getByRole('article').first()).toBeVisible({ timeout: 30_000 });
  await expect(mine.getByText('张一鸣')).toHaveCount(0);
});

test('i11 a cache that answers for the school is asked again after a pause, and nothing is lost', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  let asked = 0;
  let cached: string | undefined;
  await page.route('**/sync', async (route) => {
    asked += 1;
    cached ??= JSON.stringify({ ...(await (await route.fetch()).json()), asked: 'something else' });
    await route.fulfill({ contentType: 'application/json', body: cached });
  });
  await taps(page);
  await expect(page.getByText(/现在没有网络/).first()).toBeVisible();
  await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
  expect(asked).toBeLessThan(8);
  await page.unroute('**/sync');
  await everythingSent(page);
});

test('i14 a note that cannot be stored says so and stays on the screen', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  // The disk is full from now on, for the outbox alone.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === 'acts') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args as [unknown]);
    };
  });
  const row = await findChild(page);
  await row.locator('.roll-tap').click();
  await expect(page.getByText(/设备空间不足/).first()).toBeVisible();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'false');
});

test('a first list that is cut off goes on from where it was', async ({ page, server }) => {
  // A school whose first list comes in pages: the demo's is one, unless the cursor is of an
  // older version. The second page is cut off once the person has seen how far it is.
  let asked = 0;
  let cut = () => {};
  const seen = new Promise<void>((resolve) => {
    cut = resolve;
  });
  await page.route('**/sync', async (route) => {
    asked += 1;
    if (asked === 1) {
      const postData = { ...route.request().postDataJSON(), cursor: 'of an older version' };
      const response = await route.fetch({ postData });
      return route.fulfill({ json: { ...(await response.json()), asked: '' } });
    }
    if (asked !== 2) return route.continue();
    await seen;
    return route.abort();
  });
  const empty: boolean[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/sync')) empty.push(request.postDataJSON().cursor === '');
  });
  await signIn(page, server, 'duty_teacher');
  await expect(page.getByText(/已取到 [\d,]+ 条。中途断网也不要紧/)).toBeVisible();
  cut();
  await findChild(page);
  expect(empty.filter(Boolean), 'it begins once').toHaveLength(1);
  expect(asked).toBeGreaterThan(2);
});
