import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { withPasskeys } from '../fixtures/passkey.ts';
import { type Server, School } from '../fixtures/server.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

// Fingerprint or face in place of a passphrase; and everything without.

const PASSPHRASE = '六月里的七只白鹭';
const BY_FINGER = '用指纹或面容登录';
const ADD = '在这台设备上打开';

const byFinger = (page: Page) => page.getByRole('button', { name: BY_FINGER });

async function signsOut(page: Page): Promise<void> {
  await open(page, '/settings');
  const leave = page.getByRole('button', { name: '退出登录' });
  await leave.click();
  await expect(leave).toHaveCount(0);
  // An answer that was on its way may begin this page anew, at the same address.
  await expect(() => open(page, '/')).toPass();
  await expect(page.getByLabel('登录名')).toBeVisible();
}

/** Adds this device in the settings; ends on the sheet's answer. */
async function adds(page: Page, passphrase: string): Promise<void> {
  await open(page, '/settings');
  await page.getByRole('button', { name: ADD }).click();
  const sheet = page.locator('dialog[open]');
  await sheet.getByLabel('口令').fill(passphrase);
  await sheet.getByRole('button', { name: ADD }).click();
}

const mine = (page: Page) => page.getByRole('button', { name: /打开，上次使用|\d 打开/ });

test('a family adds the phone, signs in by finger, and removes it', async ({ page, server }) => {
  const { passphrase } = server.login('guardian');
  const phone = await withPasskeys(page);
  await signIn(page, server, 'guardian');
  await adds(page, 'wrong wrong');
  await expect(page.locator('dialog[open]').getByRole('alert')).toContainText('现在的口令不对');
  expect(await phone.passkeys()).toBe(0);
  await expectAccessible(page);
  await page.locator('dialog[open]').getByLabel('口令').fill(passphrase);
  await page.locator('dialog[open]').getByRole('button', { name: ADD }).click();
  await expect(mine(page)).toHaveCount(1);
  expect(await phone.passkeys()).toBe(1);
  await expectAccessible(page);

  // The same phone once more: it says so itself.
  await page.getByRole('button', { name: ADD }).click();
  await page.locator('dialog[open]').getByLabel('口令').fill(passphrase);
  await page.locator('dialog[open]').getByRole('button', { name: ADD }).click();
  await expect(page.locator('dialog[open]').getByRole('alert')).toContainText('已经打开了');
  await page.locator('dialog[open]').getByRole('button', { name: '关闭' }).click();

  await signsOut(page);
  await expect(byFinger(page)).toBeVisible();
  await expectAccessible(page);
  await phone.recognises(false);
  await byFinger(page).click();
  await expect(page.getByRole('alert')).toContainText('没有完成。可以再试一次');
  await expectAccessible(page);
  await phone.recognises(true);
  await byFinger(page).click();
  await page.waitForURL('**/family');

  await open(page, '/settings');
  await expect(page.getByText(/打开，上次使用/)).toBeVisible();
  await mine(page).click();
  const sheet = page.locator('dialog[open]');
  await expect(sheet.getByText(/^移除以后/)).toBeVisible();
  await sheet.getByLabel('口令').fill(passphrase);
  await expectAccessible(page);
  await sheet.getByRole('button', { name: '移除' }).click();
  await expect(mine(page)).toHaveCount(0);

  await signsOut(page);
  await byFinger(page).click();
  await expect(page.getByRole('alert')).toContainText('学校没有认出来');
  await signIn(page, server, 'guardian');
  await expect(page).toHaveURL(/family/);
});

test("the office's passkey is its second factor, and a recovery code opens a laptop without one", async ({
  page,
  another,
  server,
}) => {
  const { login, passphrase } = server.login('office');
  await withPasskeys(page);
  await signIn(page, server, 'office');
  await adds(page, passphrase);
  const codes = page.locator('dialog[open] .codes li');
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent())!;
  await expectAccessible(page);
  await page.getByRole('button', { name: '已打印或抄好' }).click();
  await expect(page.getByText(/^已打开：登录时要用指纹或面容确认/)).toBeVisible();
  await expectAccessible(page);

  const says = async (device: Page) => {
    await device.getByLabel('登录名').fill(login);
    await device.getByLabel('口令').fill(passphrase);
    await device.getByRole('button', { name: '登录', exact: true }).click();
    await expect(device.getByRole('alert')).toContainText('请再用指纹或面容确认一次');
  };
  await signsOut(page);
  await says(page);
  await expectAccessible(page);
  await byFinger(page).click();
  await page.waitForURL('**/office');

  const laptop = await another();
  await open(laptop, '/');
  await says(laptop);
  await laptop.getByLabel('恢复码').fill(recovery);
  await laptop.getByRole('button', { name: '登录', exact: true }).click();
  await laptop.waitForURL('**/office');
});

async function slipFor(office: Page, server: Server): Promise<() => Promise<string>> {
  await signIn(office, server, 'office');
  await open(office, '/office/invitations');
  await office.getByLabel('班级', { exact: true }).selectOption({ label: '三年级2班' });
  await office.getByRole('button', { name: /^给这 \d+ 位打印邀请纸条$/ }).click();
  await office.getByRole('button', { name: '生成邀请码' }).click();
  const codes = office.locator('.slip .visually-hidden');
  await expect(codes.first()).toBeAttached();
  let next = 0;
  return async () => (await codes.nth(next++).textContent())!.replaceAll(' ', '');
}

async function joins(parent: Page, code: string, login: string): Promise<void> {
  await open(parent, `/join#${code}`);
  await parent.getByLabel('登录名').fill(login);
  await parent.getByLabel('口令').fill(PASSPHRASE);
  await parent.getByRole('button', { name: '用邀请码加入' }).click();
}

test('who joins is offered it once, and not in a chat or where the browser knows none', async ({
  page: office,
  another,
  server,
}) => {
  const slip = await slipFor(office, server);
  const parent = await another();
  const phone = await withPasskeys(parent);
  await joins(parent, await slip(), 'xinjiazhang');
  await expect(parent.getByRole('heading', { name: '下次不用输口令' })).toBeVisible();
  await expectAccessible(parent);
  await parent.getByRole('button', { name: ADD }).click();
  await parent.waitForURL('**/family');
  expect(await phone.passkeys()).toBe(1);
  await signsOut(parent);
  await byFinger(parent).click();
  await parent.waitForURL('**/family');

  const later = await another();
  await withPasskeys(later);
  await joins(later, await slip(), 'xinjiazhang2');
  await later.getByRole('button', { name: '以后再说' }).click();
  await later.waitForURL('**/family');

  const without = [
    () => Reflect.deleteProperty(window, 'PublicKeyCredential'),
    () => {
      const agent = `${navigator.userAgent} MicroMessenger/8.0.50`;
      Object.defineProperty(navigator, 'userAgent', { get: () => agent });
    },
  ];
  for (const [n, script] of without.entries()) {
    const plain = await another();
    await plain.addInitScript(script);
    await withPasskeys(plain);
    const asked: string[] = [];
    plain.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open(plain, '/');
    await expect(plain.getByRole('button', { name: '登录', exact: true })).toBeVisible();
    await joins(plain, await slip(), `meiyouzhiwen${n}`);
    await plain.waitForURL('**/family');
    await open(plain, '/settings');
    await expect(plain.getByRole('button', { name: /^两步登录/ })).toBeVisible();
    await expect(plain.getByText('指纹')).toHaveCount(0);
    await signsOut(plain);
    await expect(plain.getByText('指纹')).toHaveCount(0);
    expect(asked).not.toContain('/api/v1/session/passkey');
  }
});

test("a school of one's own: the office's account opens once a passkey is there", async ({ page }) => {
  const school = await School.founded();
  try {
    await withPasskeys(page);
    await page.goto(`${school.url}/join#${school.code}`);
    await page.getByLabel('登录名').fill('lulihua');
    await page.getByLabel('口令').fill(PASSPHRASE);
    await page.getByRole('button', { name: '用邀请码加入' }).click();
    await expect(page.getByText(/^学校办公室的账号能看到所有孩子/)).toBeVisible();
    await expect(page.getByRole('button', { name: '改用验证器应用' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: ADD }).click();
    await expect(page.locator('.codes li')).toHaveCount(10);
    await expectAccessible(page);
    await page.getByRole('button', { name: '已打印或抄好' }).click();
    await page.waitForURL('**/office');
    await page.goto(`${school.url}/settings`);
    await page.getByRole('button', { name: '退出登录' }).click();
    await byFinger(page).click();
    await page.waitForURL('**/office');
  } finally {
    await school.end();
  }
});
