import { opensChild, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

// The pictures of the README: `cargo xtask pictures`. Of the real server and the demo.

const folder = '../docs/pictures';

test('a guardian', async ({ page, another, server }) => {
  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await signIn(page, server, 'guardian');
  await expect(page.getByText(/李明陪着/).first()).toBeVisible({ timeout: 20_000 });
  await page.screenshot({ path: `${folder}/family.png` });
});

test('a teacher', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await taps(page);
  await page.getByRole('searchbox').fill('');
  for (const row of [0, 1, 3, 4, 5, 6]) await page.locator('.roll-tap').nth(row).click();
  await page.screenshot({ path: `${folder}/today.png` });
  await opensChild(page);
  await page.locator('.release-person').first().click();
  await page.screenshot({ path: `${folder}/release.png` });
});
