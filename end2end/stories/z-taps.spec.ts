import type { Locator, Page } from '@playwright/test';
import { signs } from '../fixtures/afternoon.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

// The table of docs/TAPS.md: taps from a guardian's home, counted by the browser.

/** Counts what a finger does from now on: one pointer that goes down is one tap. */
async function countsTaps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counter = window as unknown as { taps: number };
    counter.taps = 0;
    addEventListener('pointerdown', () => (counter.taps += 1), true);
  });
}

async function home(page: Page): Promise<void> {
  await open(page, '/family');
  await expect(page.getByRole('link', { name: '意愿登记' }).first()).toBeVisible();
  expect(await taps(page)).toBe(0);
}

function taps(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { taps: number }).taps);
}

async function tap(...on: Locator[]): Promise<void> {
  for (const one of on) await one.click();
}

test('no goal of a guardian is more than three taps away, and in is as far as out', async ({ page, server }) => {
  await countsTaps(page);
  await signIn(page, server, 'guardian');
  const way = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const keeps = page.getByRole('button', { name: '登记', exact: true }).first();
  const lateTuesday = page.locator('.week-box').filter({
    has: page.getByRole('checkbox', { name: /周二.*晚托|晚托.*周二/ }),
  });
  const taken: Record<string, number> = {};

  for (const goal of ['in', 'out']) {
    await home(page);
    await tap(way('意愿登记'), lateTuesday, keeps);
    await expect(page.getByText(/已登记：.*以后随时可以改回来/)).toBeVisible();
    taken[goal] = await taps(page);
  }

  // The first note is signed by hand; from then on the signature is there.
  await home(page);
  await tap(way('请假'));
  await signs(page);
  await page.getByRole('button', { name: '交给学校' }).click();
  await expect(page.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
  await home(page);
  await tap(way('请假'));
  await expect(page.getByText(/这是您上次的签名/)).toBeVisible();
  await tap(page.getByText('当天课程也请假'), page.getByRole('button', { name: '交给学校' }));
  await expect(page.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
  taken['sick today, lessons too'] = await taps(page);

  // Names are typed, which is no tap.
  await home(page);
  await tap(way('接送码'), page.getByRole('button', { name: '新的临时接送码' }));
  await page.getByLabel('姓名').fill('王芳');
  await page.getByLabel('是孩子的什么人').fill('小姨');
  await page.getByRole('button', { name: '生成接送码' }).click();
  await expect(page.locator('.paper-digits')).toBeVisible({ timeout: 20_000 });
  taken['a pass'] = await taps(page);

  expect(taken).toEqual({ in: 3, out: 3, 'sick today, lessons too': 3, 'a pass': 3 });
});
