import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD } from '../fixtures/afternoon.ts';
import type { Role } from '../fixtures/server.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

// Every screen: a heading, a main part, no violation, nothing wider than the screen.

async function sound(page: Page, path: string): Promise<void> {
  await open(page, path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('main')).toHaveCount(1);
  await expect(page.locator('.skeleton')).toHaveCount(0, { timeout: 20_000 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

/** The child's own address, as the list links to it. */
async function childPath(page: Page): Promise<string> {
  await page.goto('/staff');
  await page.getByRole('searchbox').fill('zym');
  const link = page.getByRole('link', { name: `打开${CHILD}` });
  return (await link.getAttribute('href'))!;
}

async function english(page: Page): Promise<void> {
  await open(page, '/settings');
  await page.getByText('English', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });
    // Two languages, two dozen pages, each looked at by axe.
    test.describe.configure({ timeout: 180_000 });

    test('the doors and the gallery', async ({ page }) => {
      for (const path of ['/', '/join', '/verify', '/gallery']) await sound(page, path);
    });

    test("the family's screens", async ({ page, server }) => {
      await signIn(page, server, 'guardian');
      const links = page.locator('main a[href^="/family/"]');
      await expect(links.first()).toBeVisible();
      const paths = new Set(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')!)));
      expect(paths.size).toBeGreaterThanOrEqual(4);
      for (const path of [...paths]) {
        for (const page of ['/records', '/passes', '/contacts']) paths.add(path.replace(/\/history$/, page));
      }
      for (const path of ['/family', '/settings', '/sent', ...paths]) await sound(page, path);
      await english(page);
      for (const path of ['/family', ...paths]) await sound(page, path);
    });

    for (const language of ['Chinese', 'English']) test(`the staff's screens in ${language}`, async ({ page, server }) => {
      const role: Role = 'class_teacher';
      await signIn(page, server, role);
      const child = await childPath(page);
      await page.goto('/staff/lessons-end');
      const classEnd = (await page.locator('main a').first().getAttribute('href'))!;
      await page.goto('/staff');
      const group = (await page.getByRole('link', { name: '小组今天' }).getAttribute('href'))!;
      const paths = ['/staff', '/staff/paper-day', '/staff/left', '/staff/together', '/staff/queue', '/staff/missing', '/staff/notes', group, classEnd, child, `${child}/unlisted`, `${child}/concern`, `${child}/early-leave`, `${child}/on-behalf`, `${child}/on-behalf/paper`, `${child}/incident`, '/staff/incidents', '/staff/incidents/new', '/staff/checks', '/staff/checks/fire', '/staff/activities', `${group}/activities`, `${group}/outing`, '/staff/gate', '/staff/gate/visitor', '/staff/emergency'];
      if (language === 'English') await english(page);
      for (const path of ['/staff/lessons-end', ...paths]) await sound(page, path);
    });

    test("the office's screens", async ({ page, server }) => {
      await signIn(page, server, 'office');
      const paths = ['/office', '/office/attention', '/office/invitations', '/office/without-account', '/office/days', '/office/proof', '/office/court', '/office/grounds', '/office/providers', '/office/audit', '/office/staff', '/staff/leader'];
      for (const path of paths) await sound(page, path);
      await english(page);
      for (const path of paths) await sound(page, path);
    });
  });
}
