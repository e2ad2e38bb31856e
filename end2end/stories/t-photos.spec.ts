import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, findChild, opensChild, taps } from '../fixtures/afternoon.ts';
import { namesIn, stored } from '../fixtures/disk.ts';
import { camera, expectPicture, picksPhoto, PLACE_NOTED } from '../fixtures/photo.ts';
import { comes, pairedBy, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const AUNT = '秦岚';

/** Opens the form for a collector and fills it in. */
async function namesAunt(page: Page, photo: Buffer): Promise<void> {
  await page.getByRole('link', { name: '接送人' }).first().click();
  await page.getByRole('button', { name: /^添加接送人/ }).click();
  await page.getByLabel('姓名').fill(AUNT);
  await page.getByLabel('是孩子的什么人').fill('姑姑');
  await picksPhoto(page, photo);
}

async function records(page: Page): Promise<void> {
  await page.getByRole('link', { name: /回执/ }).first().click();
  await page.getByRole('link', { name: /孩子的资料/ }).click();
}

/** How many photos a database of this device holds. */
function photosIn(page: Page, database: string): Promise<number> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(name));
    const count = await done(db.transaction('photos').objectStore('photos').count());
    db.close();
    return count;
  }, database);
}

test('a photo added offline survives closing the browser, and the tablet has it at the release', async ({
  page: tablet,
  another,
  server,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  const opens = async (): Promise<[BrowserContext, Page]> => {
    const { viewport, locale, timezoneId, isMobile, hasTouch, launchOptions } = testInfo.project.use;
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      ...{ viewport, locale, timezoneId, isMobile, hasTouch, baseURL: server.url },
    });
    return [context, await context.newPage()];
  };
  let [context, page] = await opens();
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await expect(page.getByText(CHILD).first()).toBeVisible();
  const photo = await camera(page);

  await offline(page);
  await namesAunt(page, photo);
  await expectAccessible(page);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText(new RegExp(`已登记：姑姑${AUNT}可以来接`))).toBeVisible();
  await expect(page.getByText(/照片还在这部手机上/)).toBeVisible();
  await expectPicture(page, '.tile img');
  await expectAccessible(page);
  await server.kill();
  await context.close();
  await server.again();

  // The act comes first; the tablet knows the aunt, and soon has her face.
  const office = await another();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  [context, page] = await opens();
  await open(page, '/family');
  await page.getByRole('link', { name: '接送人' }).first().click();
  await expect(page.getByText(AUNT)).toBeVisible();
  await expect(page.getByText(/照片还在这部手机上/)).toBeHidden({ timeout: 30_000 });
  await expectPicture(page, '.tile img');
  await open(page, '/settings');
  await expect(page.getByText('都送到学校了', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await photosIn(page, 'yuanliu-outbox')).toBe(0);
  await context.close();

  await expect.poll(() => photosIn(tablet, 'yuanliu-view'), { timeout: 60_000 }).toBeGreaterThan(0);
  await comes(tablet, server.login('duty_teacher').name);
  await taps(tablet);
  await opensChild(tablet);
  await expect(tablet.locator('.release-person').filter({ hasText: AUNT })).toBeVisible();
  await expectPicture(tablet, `.release-person:has-text("${AUNT}") img`);

  // Offline from a new start: the picture lies on the tablet.
  await offline(tablet);
  await tablet.reload();
  await comes(tablet, server.login('duty_teacher').name);
  await opensChild(tablet);
  await tablet.locator('.release-person').filter({ hasText: AUNT }).filter({ visible: true }).click();
  await expectPicture(tablet, '.face img');
  await expectAccessible(tablet);
  await tablet.getByRole('button', { name: `放大${AUNT}的照片` }).filter({ visible: true }).click();
  await expectPicture(tablet, '.face-whole');
  await expectAccessible(tablet);
  await tablet.getByRole('button', { name: '关闭' }).filter({ visible: true }).click();
  await tablet.getByRole('radio', { name: '照片' }).filter({ visible: true }).check();
  await tablet.getByRole('button', { name: `交给姑姑${AUNT}` }).filter({ visible: true }).click();
  // After a start without the school the clock is not certain: the PIN once more.
  await types(tablet);
  await expect(tablet.locator('.timeline').getByText(new RegExp(`${AUNT} 接走`)).filter({ visible: true })).toBeVisible();
});

test('i5 no picture and no place can be read in what a phone stores', async ({ page, server }) => {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await expect(page.getByText(CHILD).first()).toBeVisible();
  const photo = await camera(page);
  expect(namesIn(photo.toString('latin1'), [PLACE_NOTED, 'JFIF'])).toHaveLength(2);
  await offline(page);
  await namesAunt(page, photo);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText(/照片还在这部手机上/)).toBeVisible();
  expect(await photosIn(page, 'yuanliu-outbox')).toBe(1);
  expect(namesIn(await stored(page), ['JFIF', 'Exif', PLACE_NOTED, AUNT])).toEqual([]);

  // It is counted, and it goes with the person who signs out; the act and the photo stay.
  await open(page, '/sent');
  await expect(page.getByText('登记接送人').first()).toBeVisible();
  await open(page, '/settings');
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByLabel('登录名')).toBeVisible();
  expect(await photosIn(page, 'yuanliu-view')).toBe(0);
  expect(await photosIn(page, 'yuanliu-outbox')).toBe(1);
  await online(page);
  await signIn(page, server, 'guardian');
  await expect.poll(() => photosIn(page, 'yuanliu-outbox'), { timeout: 30_000 }).toBe(0);
});

test('a file that is no picture says so, and a photo that the school refuses is acknowledged', async ({
  page,
  server,
}) => {
  await signIn(page, server, 'guardian');
  await page.getByRole('link', { name: '接送人' }).first().click();
  await page.getByRole('button', { name: /^添加接送人/ }).click();
  const text = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
  await page.locator('.photo-input').last().setInputFiles(text);
  await expect(page.getByText('这个文件打不开，请换一张照片。')).toBeVisible();
  await expectAccessible(page);

  const problem = { status: 422, code: 'bad_photo', title: 'x' };
  await page.route('**/blobs/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.fallback(),
  );
  await page.getByLabel('姓名').fill(AUNT);
  await page.getByLabel('是孩子的什么人').fill('姑姑');
  await picksPhoto(page, await camera(page));
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByText('已送达学校')).toBeVisible({ timeout: 20_000 });
  await page.goto('/sent');
  await expect(page.getByText(/有 1 条学校没有收下，原因见下/)).toBeVisible();
  await expect(page.getByText(/学校没有收下照片：这张照片不能用/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: '知道了' }).click();
  await expect(page.getByText(/学校没有收下照片/)).toHaveCount(0);
});

test('a child has a photo when a guardian agrees, and none once it is taken away', async ({
  page,
  another,
  server,
}) => {
  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await signIn(page, server, 'guardian');
  await records(page);
  await page.getByRole('button', { name: '同意并添加照片' }).click();
  await expect(page.getByText('请先选一张照片。')).toBeVisible();
  await picksPhoto(page, await camera(page, '#222'));
  await page.getByRole('button', { name: '同意并添加照片' }).click();
  await expect(page.getByText('已登记：添加孩子的照片。')).toBeVisible();
  await expect(page.getByText('已送达学校')).toBeVisible({ timeout: 20_000 });
  await expectPicture(page, '#portrait-section .tile img');
  await expectAccessible(page);

  const row = await findChild(teacher);
  await expectPicture(teacher, '.roll-row .tile img');
  await opensChild(teacher);
  await expectPicture(teacher, '.card .tile img');
  await expectAccessible(teacher);

  await page.getByRole('button', { name: '拿掉照片' }).click();
  await expect(page.getByText('已登记：拿掉孩子的照片。')).toBeVisible();
  await expect(teacher.locator('.card .tile img')).toHaveCount(0, { timeout: 30_000 });
  await teacher.getByRole('link', { name: '名单' }).click();
  await findChild(teacher);
  await expect(row.locator('.tile img')).toHaveCount(0);
});
