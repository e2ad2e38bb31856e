import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

// From the slip to the phone, to the lost phone, to the installed app.

const PASSPHRASE = '六月里的七只白鹭';

test('a sheet of slips for a class, and a family joins by its picture', async ({
  page: office,
  another,
  server,
}) => {
  await signIn(office, server, 'office');
  await open(office, '/office/invitations');
  await office.getByLabel('班级', { exact: true }).selectOption({ label: '三年级2班' });
  await office.getByRole('button', { name: /^给这 \d+ 位打印邀请纸条$/ }).click();
  await office.getByRole('button', { name: '生成邀请码' }).click();
  const slips = office.locator('.slip');
  await expect(slips.first()).toBeVisible();
  expect(await slips.count()).toBeGreaterThan(10);
  await expect(office.getByText(/^已经加入、没有再发的：.*陈静/)).toBeVisible();
  await expect(slips.first().getByRole('img')).toBeVisible();
  await expectAccessible(office);

  const code = (await slips.first().locator('.visually-hidden').textContent())!.replaceAll(' ', '');
  const parent = await another();
  const asked: string[] = [];
  parent.on('request', (request) => asked.push(request.url()));
  await open(parent, `/join#${code}`);
  await expect(parent.getByLabel('邀请码')).toHaveValue(code);
  expect(new URL(parent.url()).hash).toBe('');
  await parent.getByLabel('登录名').fill('xinjiazhang');
  await parent.getByLabel('口令').fill('password1');
  await parent.getByRole('button', { name: '用邀请码加入' }).click();
  await expect(parent.getByRole('alert')).toContainText('太短或太常见');
  await expectAccessible(parent);
  await parent.getByLabel('口令').fill(PASSPHRASE);
  await parent.getByRole('button', { name: '用邀请码加入' }).click();
  await parent.waitForURL('**/family');
  expect(asked.filter((url) => url.includes(code))).toEqual([]);

  // The office sees who joined, and takes another slip back.
  await office.getByRole('button', { name: '返回查找' }).click();
  await expect(office.getByText(/ 已加入$/)).toHaveCount(1);
  const open_ = office.getByRole('button', { name: /^收回给/ });
  const before = await open_.count();
  await open_.first().click();
  await expect(open_).toHaveCount(before - 1);
});

test('my devices: a lost phone is signed out from another one', async ({ page, another, server }) => {
  const lost = await another();
  await signIn(lost, server, 'guardian');
  await signIn(page, server, 'guardian');
  await open(page, '/settings');
  await expect(page.getByText('本机', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^让 .+ 退出$/ }).click();
  await expect(page.getByRole('button', { name: /^让 .+ 退出$/ })).toHaveCount(0);
  await lost.goto('/family');
  await expect(lost.getByText('登录已过期，请重新登录。').first()).toBeVisible({ timeout: 20_000 });
});

test('the installed app signs in with a code from the browser', async ({ page, another, server }) => {
  await signIn(page, server, 'guardian');
  await open(page, '/settings');
  await page.getByRole('button', { name: /^登录主屏幕上的愿留/ }).click();
  await page.getByRole('button', { name: '取一个代码', exact: true }).click();
  const code = (await page.locator('dialog[open] .visually-hidden').textContent())!;
  await expectAccessible(page);

  const app = await another();
  await open(app, '/');
  await app.getByRole('button', { name: /^用浏览器里的代码进入/ }).click();
  await app.getByLabel('代码').fill('AAAA-BBBB');
  await app.getByRole('button', { name: '登录', exact: true }).click();
  await expect(app.getByRole('alert')).toBeVisible();
  await expectAccessible(app);
  await app.getByLabel('代码').fill(code);
  await app.getByRole('button', { name: '登录', exact: true }).click();
  await app.waitForURL('**/family');
});
