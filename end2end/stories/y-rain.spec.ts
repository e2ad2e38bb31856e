import type { Page } from '@playwright/test';
import { opensChild } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { comes, pairedBy } from '../fixtures/tablet.ts';
import { saysWhere } from '../fixtures/office.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const BAND = /雨天放学，孩子在雨天接送点交接/;
const RAIN = '今天下雨，请到体育馆门口接孩子。';

/** The school's two entries: one place for everybody in the rain, a gate of its own for a class. */
async function hasPlaces(office: Page): Promise<void> {
  await open(office, '/office/grounds');
  await expect(office.getByText('还没有登记接送点')).toBeVisible({ timeout: 20_000 });
  await saysWhere(office, '全校', '正门', '体育馆门口');
  await saysWhere(office, '三年级2班', '东门', '');
  await expect(office.getByRole('button', { name: /^三年级2班/ })).toContainText('平常 东门 · 雨天 没有填');
}

test('the leader taps rain on a tablet without a network, and everybody reads where to go', async ({
  page: tablet,
  another,
  server,
}) => {
  const [office, guardian, guard, teacher] = [await another(), await another(), await another(), await another()];
  const leader = server.login('leader').name;
  await pairedBy(office, tablet, server);
  await signIn(guardian, server, 'guardian');
  await expect(guardian.getByText(/接送点/)).toHaveCount(0);
  await hasPlaces(office);
  await expectAccessible(office);
  await signIn(guard, server, 'guard');
  await signIn(teacher, server, 'class_teacher');
  await expect(guardian.getByText(/接送点：东门/).first()).toBeVisible({ timeout: 20_000 });
  await opensChild(teacher);
  await expect(teacher.getByText('接送点：东门', { exact: true })).toBeVisible({ timeout: 20_000 });

  await keptOffline(tablet, 'staff');
  await comes(tablet, leader);
  await tablet.getByRole('link', { name: '值日', exact: true }).filter({ visible: true }).click();
  const calls = tablet.getByRole('button', { name: '今天雨天放学' });
  await expect(calls).toBeVisible({ timeout: 20_000 });
  await offline(tablet);
  await calls.click();
  await expect(tablet.getByText(BAND).filter({ visible: true })).toBeVisible();
  await expect(tablet.getByText(new RegExp(`${leader}：雨天放学`))).toBeVisible();
  await expectAccessible(tablet);
  await expect(guardian.getByText(RAIN)).toHaveCount(0);
  await online(tablet);

  await expect(guardian.getByText(RAIN).first()).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/接送点：体育馆门口/).first()).toBeVisible();
  await expect(guardian.getByText(new RegExp(leader))).toHaveCount(0);
  await expectAccessible(guardian);
  await expect(guard.getByText(BAND)).toBeVisible({ timeout: 20_000 });
  await expect(guard.getByText(/^雨天接送点：体育馆门口/)).toBeVisible();
  await expectAccessible(guard);
  await expect(teacher.getByText(BAND)).toContainText(leader, { timeout: 20_000 });
  await expect(teacher.getByText('接送点：体育馆门口（雨天）')).toBeVisible();
  await open(teacher, '/staff/paper-day');
  await expect(teacher.locator('.paper').first()).toContainText('雨天接送点：体育馆门口', { timeout: 20_000 });

  // The rain is over: an entry says so, and the first one stays readable.
  await tablet.getByRole('button', { name: '恢复平常的接送点' }).click();
  await expect(tablet.getByText(BAND).filter({ visible: true })).toHaveCount(0);
  await expect(tablet.getByText(new RegExp(`${leader}：恢复平常的接送点`))).toBeVisible();
  await expect(tablet.getByText(new RegExp(`${leader}：雨天放学`))).toBeVisible();
  await expect(guardian.getByText(RAIN)).toHaveCount(0, { timeout: 20_000 });
  await expect(guardian.getByText(/接送点：东门/).first()).toBeVisible();
  await expect(guard.getByText(BAND)).toHaveCount(0, { timeout: 20_000 });
});

test('two who both tap rain are one state, and a slip of the thumb is taken back', async ({
  page: leader,
  another,
  server,
}) => {
  const [office, guard] = [await another(), await another()];
  await signIn(office, server, 'office');
  await hasPlaces(office);
  await signIn(guard, server, 'guard');
  await signIn(leader, server, 'leader');
  await keptOffline(leader, 'staff');
  await open(leader, '/staff/leader');
  const calls = leader.getByRole('button', { name: '今天雨天放学' });
  await calls.click({ timeout: 20_000 });
  await expect(leader.getByText(BAND)).toBeVisible();
  await leader.getByRole('button', { name: '撤销' }).click();
  await expect(leader.getByText(BAND)).toHaveCount(0);
  await expect(calls).toBeVisible();

  await offline(leader);
  await calls.click();
  await expect(leader.getByText(BAND)).toBeVisible();
  await open(office, '/staff/leader');
  await office.getByRole('button', { name: '今天雨天放学' }).click({ timeout: 20_000 });
  await expect(office.getByText(BAND)).toBeVisible();
  await online(leader);
  const said = new RegExp(`${server.login('leader').name}：雨天放学`);
  await expect(office.getByText(said)).toHaveCount(2, { timeout: 20_000 });
  await expect(office.getByText(BAND)).toHaveCount(1);
  await expect(guard.getByText(BAND)).toBeVisible({ timeout: 20_000 });
  await office.getByRole('button', { name: '恢复平常的接送点' }).click();
  for (const page of [office, leader, guard]) {
    await expect(page.getByText(BAND)).toHaveCount(0, { timeout: 20_000 });
  }
});
