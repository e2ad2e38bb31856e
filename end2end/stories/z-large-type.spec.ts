import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD } from '../fixtures/afternoon.ts';
import { makesPass, opensPasses } from '../fixtures/passes.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

// 长辈版 and colours: of this device alone, and there before anything is drawn.

/** What the root was marked with before the app's own script ran. */
async function remembersTheBeginning(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      const { size, theme } = document.documentElement.dataset;
      if (document.readyState === 'interactive') Object.assign(window, { began: `${size} ${theme}` });
    });
  });
}

async function fits(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

test('large type and colours are there before the first paint, and the home has three things', async ({
  page,
  server,
}) => {
  await remembersTheBeginning(page);
  await signIn(page, server, 'guardian');
  await opensPasses(page);
  await makesPass(page);
  await expect(page.locator('.paper-digits')).toBeVisible({ timeout: 20_000 });

  await open(page, '/settings');
  await page.getByText('最大', { exact: true }).click();
  await page.getByText('深色', { exact: true }).click();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-size', 'largest');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);

  await open(page, '/family');
  expect(await page.evaluate(() => (window as unknown as { began?: string }).began)).toBe('largest dark');
  await expect(page.getByText(CHILD).first()).toBeVisible();
  await expect(page.getByRole('link', { name: '给学校打电话' }).first()).toHaveAttribute('href', /^tel:/);
  await expect(page.getByRole('link', { name: '意愿登记' })).toHaveCount(0);
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  expect(size).toBeGreaterThanOrEqual(30);
  await expectAccessible(page);
  await fits(page);

  // The pass is one tap away, and large.
  await page.getByRole('link', { name: '出示接送码' }).first().click();
  await expect(page.locator('.paper-digits')).toBeVisible();
  await fits(page);
  await expectAccessible(page);

  // Everything else is a tap away too.
  await open(page, '/family');
  await page.getByRole('button', { name: /^全部内容/ }).click();
  await expect(page.getByRole('link', { name: '意愿登记' }).first()).toBeVisible();
  await expectAccessible(page);
});

test('whoever cannot read the door makes it large with one tap; every page of a family fits 320 px', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, '/');
  await page.getByRole('button', { name: '换成大字' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-size', 'large');
  await fits(page);
  await expectAccessible(page);
  await signIn(page, server, 'guardian');
  await page.getByRole('button', { name: /^全部内容/ }).click();
  const links = page.locator('main a[href^="/family/"]');
  await expect(links.first()).toBeVisible();
  const paths = new Set(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')!)));
  await open(page, '/settings');
  await page.getByText('最大', { exact: true }).click();
  for (const path of ['/family', '/settings', '/sent', ...paths]) {
    await open(page, path);
    await expect(page.locator('.skeleton')).toHaveCount(0, { timeout: 20_000 });
    await fits(page);
  }
  await open(page, '/settings');
  await page.getByText('标准', { exact: true }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-size');
});
