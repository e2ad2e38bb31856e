import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, findChild } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

test('a guardian opts in for late care and the teacher has the child on the list', async ({
  page,
  another,
  server,
}) => {
  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await teacher.getByRole('tab', { name: '晚托' }).click();
  await expect(teacher.locator('.roll-row').first()).toBeVisible();
  await expect(teacher.locator('.roll-row').filter({ hasText: CHILD })).toHaveCount(0);

  await signIn(page, server, 'guardian');
  await page.getByRole('link', { name: '意愿登记' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  // Late care on Tuesdays: one tick, one tap. Out is the same.
  await page.getByRole('checkbox', { name: /周二.*晚托|晚托.*周二/ }).check();
  await page.getByText('另选日期').first().click();
  await page.locator('#choice-from').fill('2026-11-24');
  await expect(page.getByText(/一鸣周二参加晚托/)).toBeVisible();
  await page.getByRole('button', { name: '登记', exact: true }).first().click();
  await expect(page.getByText(/已登记：.*以后随时可以改回来/)).toBeVisible();

  await expect(teacher.locator('.roll-row').filter({ hasText: CHILD })).toBeVisible({ timeout: 20_000 });
  await findChild(teacher);
  await expectAccessible(teacher);
});
