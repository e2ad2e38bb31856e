import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, signs } from '../fixtures/afternoon.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

test('a leave note written offline survives closing the browser, is sent, and is seen', async ({
  another,
  server,
}, testInfo) => {
  // A real profile on disk: closing it is closing the browser.
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

  await offline(page);
  await page.getByRole('link', { name: '请假' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: '请假单' })).toBeVisible();
  await expectAccessible(page);
  await signs(page);
  await page.getByRole('button', { name: '交给学校' }).click();
  await expect(page.getByText(/请假单已存在这部手机上，还没有送到学校/)).toBeVisible();
  await expectAccessible(page);
  // A browser that closes lets go of the simulated network first: no server, no way out.
  await server.kill();
  await context.close();
  await server.again();

  // The school has nothing yet.
  const teacher = await another();
  await signIn(teacher, server, 'class_teacher');
  await teacher.getByRole('link', { name: /请假单/ }).click();
  const note = teacher.getByRole('button', { name: new RegExp(CHILD) });
  await expect(teacher.getByText('我的班').first()).toBeVisible();
  await expect(note).toHaveCount(0);

  [context, page] = await opens();
  await open(page, '/family');
  await expect(note).toBeVisible({ timeout: 20_000 });
  await note.click();
  await expect(teacher.getByText('病假')).toBeVisible();
  await expect(teacher.locator('.sign-view')).toBeVisible();
  await expectAccessible(teacher);

  await expect(page.getByText(/老师已查看|王雪梅.*已查看/).first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await context.close();
});
