import { expectAccessible } from '../fixtures/axe.ts';
import { expect, mounted, open, test } from '../fixtures/test.ts';

test('an unknown address says so and leads home', async ({ page }) => {
  await open(page, '/no/such/page');
  await expect(page.getByText('没有这个页面')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: '回到首页' }).click();
  await expect(page).toHaveURL(/\/$/);
  await mounted(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test('unknown scripts and data are not the page', async ({ request }) => {
  for (const path of ['/pkg/none/yuanliu.wasm', '/api/v1/none']) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(await answer.text(), path).not.toContain('<html');
  }
});

test('without scripts the page says what to do', async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.locator('noscript p')).toBeVisible();
  await expect(page.locator('noscript p')).toContainText('需要开启 JavaScript');
  await context.close();
});
