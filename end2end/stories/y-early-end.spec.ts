import { CHILD, findChild, opensChild } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('late care that ends early keeps a child until the family has answered', async ({
  page: guardian,
  another,
  server,
}) => {
  const [office, teacher, leader] = [await another(), await another(), await another()];
  // On Tuesdays he goes home at half past four: today he stays.
  await signIn(guardian, server, 'guardian');
  await guardian.getByRole('link', { name: '意愿登记' }).first().click();
  const oneDay = guardian.locator('form').filter({ has: guardian.getByRole('heading', { name: '只改一天' }) });
  await oneDay.getByText('晚托', { exact: true }).click();
  await oneDay.getByRole('button', { name: '登记', exact: true }).click();
  await expect(guardian.getByText(/已登记：只在今天/)).toBeVisible();
  await open(guardian, '/family');

  await signIn(office, server, 'office');
  await open(office, '/office/days');
  await office.getByRole('button', { name: '登记当日安排调整' }).click();
  await office.getByLabel('晚托提前结束（选填）').fill('17:00');
  await office.getByRole('button', { name: '写一段参考文字' }).click();
  await office.getByRole('button', { name: '登记调整' }).click();
  await expect(office.getByText(/晚托 17:00 结束/)).toBeVisible();

  await signIn(leader, server, 'leader');
  await open(leader, '/staff/leader');
  await expect(leader.getByText(/^还没有回复 \d+ 人/)).toBeVisible({ timeout: 20_000 });
  await leader.getByText('还没有回复的孩子').click();
  await expectAccessible(leader);
  await signIn(teacher, server, 'duty_teacher');
  await teacher.getByRole('tab', { name: '晚托' }).click();
  const row = await findChild(teacher);
  await expect(row).toContainText('家长还没回复', { timeout: 20_000 });
  await opensChild(teacher);
  await expect(teacher.getByText(/家长还没有回复。孩子先留在学校/)).toBeVisible();

  // The family: nobody can come at five.
  await expect(guardian.getByText(/没有回复之前，孩子一直有老师陪着/).first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '需要照看' }).first().click();
  await expect(guardian.getByText(/请放心，孩子留在学校/)).toBeVisible();
  await expect(teacher.getByText(/家长需要照看，孩子留在学校/)).toBeVisible({ timeout: 20_000 });

  // A call: it is written down for them, and they can say otherwise.
  await guardian.getByRole('button', { name: '会来接' }).first().click();
  await expect(teacher.getByText(/家长会来接。/)).toBeVisible({ timeout: 20_000 });
  await teacher.getByText('打电话问家长').click();
  await expect(teacher.getByRole('link', { name: /打给.*陈静/ })).toHaveAttribute('href', /^tel:\d+/);
  await teacher.getByRole('button', { name: /陈静：需要照看/ }).click();
  await expect(teacher.getByText(/家长需要照看，孩子留在学校/)).toBeVisible();
  await expectAccessible(teacher);
  const name = server.login('duty_teacher').name;
  await expect(guardian.getByText(new RegExp(`${name}.*根据电话登记：需要照看`))).toBeVisible({ timeout: 20_000 });

  await open(teacher, '/staff');
  await expect(await findChild(teacher, 'zym', CHILD)).toContainText('需要照看');

  // Called off: nobody is asked any more, and it stays readable.
  await office.getByRole('button', { name: '取消这项调整' }).click();
  await expect(office.getByText(/^（已取消）/)).toBeVisible();
  await expect(guardian.getByRole('button', { name: '需要照看' })).toHaveCount(0, { timeout: 20_000 });
  await expect(await findChild(teacher, 'zym', CHILD)).not.toContainText(/家长还没回复|需要照看/);
});
