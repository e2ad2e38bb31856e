import { expectAccessible } from '../fixtures/axe.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

test('a guardian reads, refuses and agrees, and the answer reaches the school', async ({ page, server }) => {
  await signIn(page, server, 'guardian');
  await page.getByRole('link', { name: /回执/ }).first().click();
  await page.getByRole('link', { name: /孩子的资料/ }).click();
  await expect(page.getByRole('heading', { name: '可以不同意' })).toBeVisible();
  await expect(page.getByText('您还没有回答')).toBeVisible();
  const agree = page.getByRole('button', { name: '同意', exact: true });
  const refuse = page.getByRole('button', { name: '不同意', exact: true });
  const [one, other] = [await agree.boundingBox(), await refuse.boundingBox()];
  expect([one?.width, one?.height]).toEqual([other?.width, other?.height]);
  await refuse.click();
  await expect(page.getByText('已登记：不同意。')).toBeVisible();
  await expect(page.getByText('已送达学校')).toBeVisible();
  await agree.click();
  await expect(page.getByText(/您已同意/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/您已同意/)).toBeVisible();
  await expect(page.getByRole('button', { name: '撤回同意' })).toBeVisible();
  await expectAccessible(page);
});

test('a guardian sees who was given what, and takes the file along', async ({ page, another, server }) => {
  const school = await another();
  await signIn(school, server, 'duty_teacher');
  await expect(school.getByText(/11月24日/).first()).toBeVisible();

  await signIn(page, server, 'guardian');
  await page.getByRole('link', { name: /回执/ }).first().click();
  await page.getByRole('link', { name: /孩子的资料/ }).click();
  await page.getByRole('button', { name: '看看谁看过' }).click();
  await expect(page.getByText(/过敏与电话/).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载孩子的资料' }).click();
  expect((await download).suggestedFilename()).toBe('yuanliu.zip');
});

test('the office prints a checkpoint', async ({ page, server }) => {
  await signIn(page, server, 'office');
  await page.getByRole('link', { name: /记录凭证/ }).click();
  await expect(page.getByText(/yuanliu\.journal\//).first()).toBeVisible();
  await expect(page.getByRole('button', { name: '打印' })).toBeVisible();
  await expectAccessible(page);
});
