import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('the office takes the yearly audit along', async ({ page, server }) => {
  await signIn(page, server, 'office');
  await page.getByRole('link', { name: /年度审计包/ }).click();
  await expect(page.getByText('只有数字，没有姓名')).toBeVisible();
  await expect(page.getByText('还没有填写，请告诉运维').first()).toBeVisible();
  await expectAccessible(page);
  for (const year of [2025, 2026]) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `下载 ${year} 年审计包` }).click();
    expect((await download).suggestedFilename()).toBe(`yuanliu-audit-${year}.zip`);
    expect(await (await download).failure()).toBeNull();
  }
});

test('filings stand at the foot of the first page, and in the settings', async ({ page, server }) => {
  const [icp, edu] = ['沪ICP备2026000001号-1', '教APP备3100001号'];
  await open(page, '/');
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await expect(page.locator('.door-foot')).toHaveCount(0);
  await server.stop();
  await server.again({
    YUANLIU_ICP_FILING: icp,
    YUANLIU_EDU_APP_FILING: edu,
    YUANLIU_PROTECTION_LEVEL: '2',
    YUANLIU_DATA_OFFICER: '陆老师 021-5555 0100',
  });
  await open(page, '/');
  const filing = page.getByRole('link', { name: icp });
  await expect(filing).toHaveAttribute('href', 'https://beian.miit.gov.cn/');
  await expect(page.locator('.door-foot')).toContainText(edu);
  await expectAccessible(page);
  await signIn(page, server, 'guardian');
  await open(page, '/settings');
  await expect(page.getByText('陆老师 021-5555 0100')).toBeVisible();
  await expect(page.getByText('第 2 级')).toBeVisible();
  await expect(page.getByText('推送要经过境外服务')).toBeVisible();
  await expectAccessible(page);
});
