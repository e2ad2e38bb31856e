import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { totp } from '../fixtures/totp.ts';

test('two-step sign-in: set once, asked at each sign-in, and a recovery code for a lost phone', async ({
  page,
  another,
  server,
}) => {
  const { login, passphrase } = server.login('office');
  // The school's clock is a demo's: the authenticator counts by it.
  const now = async () =>
    page.evaluate(async () => (await (await fetch('/api/v1/health')).json()).server_time as number);
  await signIn(page, server, 'office');
  await open(page, '/settings');
  await page.getByRole('button', { name: /^两步登录/ }).click();
  const sheet = page.locator('dialog[open]');
  await sheet.getByLabel('口令').fill(passphrase);
  await sheet.getByRole('button', { name: '继续' }).click();
  const secret = (await sheet.getByText(/^扫不了时/).textContent())!.split('：')[1]!.trim();
  await expect(sheet.getByRole('img')).toBeVisible();
  await expectAccessible(page);
  await sheet.getByLabel('验证器上的六位数字').fill('000000');
  await sheet.getByRole('button', { name: '打开两步登录' }).click();
  await expect(sheet.getByRole('alert')).toContainText('验证码不对');
  await sheet.getByLabel('验证器上的六位数字').fill(totp(secret, await now()));
  await sheet.getByRole('button', { name: '打开两步登录' }).click();
  const codes = sheet.locator('.codes li');
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent())!;
  await expectAccessible(page);
  await sheet.getByRole('button', { name: '已打印或抄好' }).click();
  await expect(page.getByText(/^已打开：/)).toBeVisible();

  const laptop = await another();
  await open(laptop, '/');
  await laptop.getByLabel('登录名').fill(login);
  await laptop.getByLabel('口令').fill(passphrase);
  await laptop.getByRole('button', { name: '登录', exact: true }).click();
  const code = laptop.getByLabel('验证码');
  await expect(code).toBeVisible();
  await expectAccessible(laptop);
  await code.fill(recovery.toLowerCase());
  await laptop.getByRole('button', { name: '登录', exact: true }).click();
  await laptop.waitForURL('**/office');
});
