import { opensChild, taps } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('the gate is warned while the grounds are open and children are still there', async ({
  page: guard,
  another,
  server,
}) => {
  const [office, teacher, leader, guardian] = [await another(), await another(), await another(), await another()];
  await signIn(guardian, server, 'guardian');
  await signIn(guard, server, 'guard');
  await signIn(teacher, server, 'duty_teacher');
  await signIn(leader, server, 'leader');
  await taps(teacher);
  await opensChild(teacher);
  await expect(guard.getByText(/对社区开放/)).toHaveCount(0);

  await signIn(office, server, 'office');
  await open(office, '/office/grounds');
  // Every Saturday, and today from three.
  await office.getByRole('button', { name: /^周六/ }).click({ timeout: 20_000 });
  await office.getByLabel('从', { exact: true }).fill('08:00');
  await office.getByRole('button', { name: '登记开放时间' }).click();
  await expect(office.getByText('请把开始和结束都写上，或者都不填。').first()).toBeVisible();
  await office.getByLabel('到', { exact: true }).fill('11:00');
  await expectAccessible(office);
  await office.getByRole('button', { name: '登记开放时间' }).click();
  await expect(office.getByRole('button', { name: /^周六/ })).toContainText('08:00–11:00');
  await office.getByRole('button', { name: '某一天另有安排' }).click();
  await office.getByLabel('从', { exact: true }).fill('20:30');
  await office.getByLabel('到', { exact: true }).fill('15:00');
  await office.getByRole('button', { name: '登记开放时间' }).click();
  await expect(office.getByText('结束要晚于开始，请改一下。').first()).toBeVisible();
  await office.getByLabel('从', { exact: true }).fill('15:00');
  await office.getByLabel('到', { exact: true }).fill('20:30');
  await office.getByRole('button', { name: '登记开放时间' }).click();
  await expect(office.getByRole('button', { name: /^11月24日/ })).toContainText('15:00–20:30 · 晚托还没有结束');
  await expectAccessible(office);

  await expect(guard.getByText('校园正在对社区开放')).toBeVisible({ timeout: 20_000 });
  await expect(guard.getByText(/开放时间 15:00–20:30，还有 \d+ 个孩子在校/)).toBeVisible();
  await expectAccessible(guard);
  await leader.getByRole('link', { name: '值日', exact: true }).click();
  await expect(leader.getByText('校园正在对社区开放')).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText('校园对社区开放').first()).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText('15:00–20:30').first()).toBeVisible();

  // Not today after all: a date says more than its weekday.
  await office.getByRole('button', { name: /^11月24日/ }).click();
  await office.getByLabel('从', { exact: true }).fill('');
  await office.getByLabel('到', { exact: true }).fill('');
  await office.getByRole('button', { name: '登记开放时间' }).click();
  await expect(office.getByRole('button', { name: /^11月24日/ })).toContainText('不开放');
  await expect(guard.getByText('校园正在对社区开放')).toHaveCount(0, { timeout: 20_000 });
});
