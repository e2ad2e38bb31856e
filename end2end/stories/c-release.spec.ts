import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test("a child is released offline, and the guardian's phone shows who and when", async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await taps(teacher);
  await expect(guardian.getByText(/李明陪着/).first()).toBeVisible({ timeout: 20_000 });

  await offline(teacher);
  // The whole app again, from the device alone.
  await teacher.reload();
  await opensChild(teacher);
  await expectAccessible(teacher);
  await releases(teacher, '周桂兰');
  await expect(teacher.getByText('离线登记').first()).toBeVisible();
  await expectAccessible(teacher);
  await expect(guardian.getByText(/经手/)).toHaveCount(0);

  await online(teacher);
  await expect(guardian.getByText(/周桂兰/).first()).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/经手：李明/).first()).toBeVisible();
  await expectAccessible(guardian);
});

test('the page that a worried person opens says when everything is at the school', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await teacher.getByRole('link', { name: '还在校' }).click();
  await expect(teacher.locator('.roll-row').filter({ hasText: CHILD })).toBeVisible();
  await teacher.getByRole('link', { name: '设置' }).click();
  await teacher.getByRole('link', { name: '都送到学校了吗？' }).click();
  await expect(teacher.getByText('这台设备上写下的，学校都收到了。')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(teacher);
});

test('names with rare characters are found, shown whole and released', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  for (const rare of ['𬭎', '㛃']) {
    await teacher.getByRole('link', { name: '名单', exact: true }).click();
    await teacher.getByRole('searchbox').fill(rare);
    const row = teacher.locator('.roll-row:not([hidden])').filter({ hasText: rare });
    await expect(row).toHaveCount(1);
    const name = (await row.locator('.roll-name').textContent())!;
    expect([...name]).toHaveLength(2);
    await row.locator('.roll-tap').click();
    await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
    await row.getByRole('link', { name: `打开${name}` }).click();
    await expect(teacher.getByRole('heading', { level: 1, name })).toBeVisible();
    await teacher.locator('.release-person').first().click();
    await teacher.getByRole('button', { name: /^交给|自行离校$/ }).click();
    await expect(teacher.locator('.timeline').getByText(/接走|自行离校/)).toBeVisible();
  }
});
