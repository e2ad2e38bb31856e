import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test('whom a provider sends is checked at the gate, also without a network, and nobody is refused', async ({
  page: guard,
  another,
  server,
}) => {
  const [office, leader] = [await another(), await another()];
  await signIn(office, server, 'office');
  await office.getByRole('link', { name: /^校外机构/ }).click();
  await expect(office.getByRole('button', { name: /^百灵合唱社.*1 人要查询/ })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(office);

  // A provider is recorded; what is missing is said at its place, and nothing typed is lost.
  await office.getByRole('button', { name: '登记校外机构' }).click();
  await office.getByRole('button', { name: '再加一位' }).click();
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await expect(office.getByText('请写机构名称，不超过 40 个字。').first()).toBeVisible();
  await office.getByLabel('机构名称').fill('知行编程社');
  await office.getByLabel('来做什么（选填）').fill('机器人小组');
  await office.getByLabel('协议到哪天为止').fill('2027-06-30');
  await office.getByLabel('第 1 位的姓名').fill('庄一帆');
  await office.getByLabel('第 1 位的入职查询日期').fill('2026-09-01');
  await office.getByRole('button', { name: '再加一位' }).click();
  await office.getByLabel('第 2 位的姓名').fill('庄一帆');
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await expect(office.getByText('有两位同名，请加上区别，例如岗位。').first()).toBeVisible();
  await expectAccessible(office);
  await office.getByRole('button', { name: '去掉第 2 位' }).click();
  await office.getByRole('button', { name: '登记', exact: true }).click();
  const row = office.getByRole('button', { name: /^知行编程社/ });
  await expect(row).toContainText('机器人小组 · 协议到');
  await expect(row.locator('.badge')).toHaveCount(0);

  // The gate has it without a network.
  await signIn(leader, server, 'leader');
  await signIn(guard, server, 'guard');
  await keptOffline(guard, 'staff');
  await open(guard, '/staff/gate/visitor');
  await expect(guard.locator('#visit-provider option').filter({ hasText: '知行编程社' })).toHaveCount(1, {
    timeout: 20_000,
  });
  await offline(guard);
  await guard.getByLabel('哪个校外机构派来的（选填）').selectOption({ label: '知行编程社' });
  await guard.getByLabel('是谁').selectOption({ label: '庄一帆' });
  await expect(guard.getByText('协议和入职查询都有效。')).toBeVisible();
  await expect(guard.getByLabel('来做什么')).toHaveValue('机器人小组');
  await guard.getByRole('button', { name: '登记进校' }).click();
  await expect(guard.locator('.cell').filter({ hasText: '庄一帆' })).toContainText('知行编程社 · 机器人小组');

  // One whose check is more than a year old waits until somebody agrees, and it is written who.
  await guard.getByRole('link', { name: '登记访客' }).click();
  await guard.getByLabel('哪个校外机构派来的（选填）').selectOption({ label: '百灵合唱社' });
  await guard.getByLabel('是谁').selectOption({ label: '贺之舟' });
  await expect(guard.getByText('入职查询已超过一年。')).toBeHidden();
  await guard.getByText('看原因').click();
  await expect(guard.getByText('入职查询已超过一年。')).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('button', { name: '登记进校' }).click();
  await expect(guard.getByText('请写谁同意、谁陪同。').first()).toBeVisible();
  await guard.getByLabel('谁同意、谁陪同').fill('沈主任同意，李老师陪同');
  await guard.getByRole('button', { name: '登记进校' }).click();
  // Whoever comes next reads along, and reads no more than of anybody else.
  await expect(guard.locator('.cell').filter({ hasText: '贺之舟' })).not.toContainText('入职查询');
  await expectAccessible(guard);

  // Somebody whom nobody knows, by name.
  await guard.getByRole('link', { name: '登记访客' }).click();
  await guard.getByLabel('哪个校外机构派来的（选填）').selectOption({ label: '启步体育俱乐部' });
  await guard.getByLabel('姓名').fill('万山红');
  await guard.getByText('看原因').click();
  await expect(guard.getByText('不在这个机构的名单上。')).toBeVisible();
  // Another provider changes what the first one said, and nothing that was typed.
  await guard.getByLabel('来做什么').fill('代课');
  await guard.getByLabel('哪个校外机构派来的（选填）').selectOption({ label: '百灵合唱社' });
  await expect(guard.getByLabel('来做什么')).toHaveValue('代课');
  await expect(guard.getByLabel('单位（选填）')).toHaveValue('百灵合唱社');
  await expect(guard.getByLabel('姓名')).toHaveValue('万山红');

  await online(guard);
  await open(leader, '/staff/leader');
  const despite = leader.locator('.section').filter({ hasText: '经同意进校的人' });
  await expect(despite.locator('.cell')).toHaveCount(1, { timeout: 20_000 });
  await expect(despite).toContainText('贺之舟');
  await expect(despite).toContainText('入职查询已超过一年。');
  await expect(despite).toContainText('沈主任同意，李老师陪同');
});
