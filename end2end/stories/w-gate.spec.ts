import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, findChild, opensChild, taps } from '../fixtures/afternoon.ts';
import { comes, pairedBy } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

/** Three numbers at the top of a roll call: safe, missing, not counted. */
async function counts(page: Page): Promise<number[]> {
  return (await page.locator('.counts-top .counts-number').allTextContents()).map(Number);
}

/** One person's row, found by name or pinyin initials. */
async function rowOf(page: Page, typed: string, name: string) {
  await page.getByRole('searchbox').fill(typed);
  const row = page.locator('.roll-row').filter({ hasText: name }).first();
  await expect(row).toBeVisible();
  return row;
}

async function safe(page: Page, typed: string, name: string): Promise<void> {
  const row = await rowOf(page, typed, name);
  await row.locator('.roll-tap').click();
  await expect(page.getByText(`${name} 平安`).first()).toBeVisible();
  await page.getByRole('searchbox').fill('');
}

test('a slip from the teacher waits at the gate, and the guard lets the child go', async ({
  page: guard,
  another,
  server,
}) => {
  const teacher = await another();
  await signIn(teacher, server, 'class_teacher');
  await signIn(guard, server, 'guard');
  await expect(guard.getByRole('heading', { level: 1, name: '校门' })).toBeVisible();
  await expect(guard.getByText('现在没有离校单。')).toBeVisible({ timeout: 20_000 });
  // What a guard has no use for is not there.
  await expect(guard.getByRole('link', { name: '放学', exact: true })).toHaveCount(0);
  await expect(guard.getByRole('link', { name: '请假单', exact: true })).toHaveCount(0);

  await opensChild(teacher);
  await teacher.getByRole('link', { name: '开离校单' }).click();
  await teacher.getByRole('button', { name: '交给门卫' }).click();
  await expect(teacher.getByText('请写几点，例如 15:50。').first()).toBeVisible();
  await expect(teacher.getByText(/请选跟谁走/).first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByLabel('几点可以离校').fill('15:05');
  await teacher.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await teacher.getByRole('button', { name: '交给门卫' }).click();
  await expect(teacher.getByText(/离校单：15:05 起，外婆周桂兰/)).toBeVisible();

  // Taken back and issued again.
  await teacher.getByRole('button', { name: '撤回离校单' }).click();
  await expect(teacher.getByText(/离校单：15:05 起/)).toHaveCount(0);
  await teacher.getByRole('link', { name: '开离校单' }).click();
  await teacher.getByLabel('几点可以离校').fill('15:05');
  await teacher.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await teacher.getByRole('button', { name: '交给门卫' }).click();

  await expect(guard.getByText('三年级2班 张，可以离校')).toBeVisible({ timeout: 20_000 });
  await expect(guard.getByText(/外婆周桂兰/).first()).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('button', { name: '已离校', exact: true }).click();
  await expect(guard.getByText('现在没有离校单。')).toBeVisible();
  await expect(guard.locator('.cell').filter({ hasText: CHILD })).toContainText('外婆周桂兰 接走');

  const name = server.login('guard').name;
  await expect(teacher.locator('.timeline').getByText(new RegExp(`周桂兰 接走，${name}`))).toBeVisible({
    timeout: 20_000,
  });
  await expect(teacher.getByText(/离校单：15:05 起/)).toHaveCount(0);
});

test('a child that is on hold is not let go at the gate, and nobody reads why', async ({
  page: guard,
  another,
  server,
}) => {
  const teacher = await another();
  await signIn(teacher, server, 'class_teacher');
  await signIn(guard, server, 'guard');
  await opensChild(teacher);
  await teacher.getByRole('link', { name: '开离校单' }).click();
  await teacher.getByLabel('几点可以离校').fill('15:05');
  await teacher.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await teacher.getByRole('button', { name: '交给门卫' }).click();
  await expect(guard.getByText('三年级2班 张，可以离校')).toBeVisible({ timeout: 20_000 });

  const office = await another();
  await signIn(office, server, 'office');
  await open(office, '/office/court');
  await office.getByRole('button', { name: '登记法院文书' }).click();
  await office.getByRole('searchbox').fill('zym');
  await office.getByRole('button', { name: new RegExp(`三年级2班 ${CHILD}`) }).click();
  await office.getByLabel('哪位家长').selectOption({ label: '爸爸 张伟' });
  await office.getByLabel('文书编号').fill('（2026）沪0107民初12号');
  await office.getByRole('button', { name: '登记', exact: true }).click();

  await expect(guard.getByText('请先不交接，孩子留在室内，请联系值日行政。')).toBeVisible({ timeout: 20_000 });
  await expect(guard.getByText('可以离校')).toHaveCount(0);
  await expect(guard.getByRole('button', { name: '已离校', exact: true })).toHaveCount(0);
  await expectAccessible(guard);
  await guard.getByRole('link', { name: '看孩子的页面' }).click();
  await expect(guard.getByRole('heading', { level: 1, name: CHILD })).toBeVisible();
});

test('a roll call stands on the tiles of a shared tablet, and whoever comes counts at once', async ({
  page: tablet,
  another,
  server,
}) => {
  const [office, leader] = [await another(), await another()];
  await pairedBy(office, tablet, server);
  await signIn(leader, server, 'leader');
  await open(leader, '/staff/emergency');
  await leader.getByRole('button', { name: '演练：开始点名' }).click();
  await expect(tablet.getByText(/正在紧急点名（演练）/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(tablet);
  await comes(tablet, server.login('duty_teacher').name);
  await tablet.getByRole('link', { name: /正在紧急点名（演练）/ }).click();
  await expect(tablet.locator('.counts-top')).toBeVisible();
});

test('a visitor comes in and leaves, and a slip of the thumb is taken back', async ({
  page: guard,
  server,
}) => {
  await signIn(guard, server, 'guard');
  await guard.getByRole('link', { name: '登记访客' }).click();
  await guard.getByRole('button', { name: '登记进校' }).click();
  await expect(guard.getByText(/请写姓名/).first()).toBeVisible();
  await expect(guard.getByText('请写来做什么。').first()).toBeVisible();
  await expectAccessible(guard);
  await guard.getByLabel('姓名').fill('孙建明');
  await guard.getByLabel('来做什么').fill('修水龙头');
  await guard.getByLabel('访客证号（选填）').fill('7');
  await guard.getByRole('button', { name: '登记进校' }).click();
  const row = guard.locator('.cell').filter({ hasText: '孙建明' });
  await expect(row).toContainText('修水龙头 · 访客证 7');

  await guard.getByRole('link', { name: '孙建明 的访客证' }).click();
  await expect(guard.locator('.paper').getByText('访客证 7')).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('link', { name: '返回' }).click();

  await guard.getByRole('button', { name: '孙建明 离开' }).click();
  await expect(row).toHaveCount(0);
  await guard.getByRole('button', { name: '撤销' }).click();
  await expect(row).toBeVisible();
  await guard.getByRole('button', { name: '孙建明 离开' }).click();
  await expect(guard.getByText('现在没有访客在校内。')).toBeVisible();
  await expectAccessible(guard);
});

test('a fire drill is counted on two devices, one without a network, and comes together', async ({
  page: leader,
  another,
  server,
}) => {
  test.setTimeout(180_000);
  const teacher = await another();
  const guard = await another();
  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'duty_teacher');
  await signIn(guard, server, 'guard');
  await keptOffline(teacher, 'staff');
  await taps(teacher);

  // One button in the bar of every screen; then drill or real.
  await expect((await findChild(leader)).locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true', {
    timeout: 20_000,
  });
  await leader.getByRole('link', { name: '紧急点名', exact: true }).click();
  await expectAccessible(leader);
  await leader.getByRole('button', { name: '演练：开始点名' }).click();
  await expect(leader.locator('.counts-top')).toBeVisible();

  // It stands on every screen of the others.
  for (const other of [teacher, guard]) {
    await other.getByRole('link', { name: /正在紧急点名（演练）/ }).click({ timeout: 20_000 });
    await expect(other.locator('.counts-top')).toBeVisible();
  }
  const [, , everybody] = await counts(teacher);
  expect(everybody).toBeGreaterThan(1);

  // The teacher counts in the yard, without a network; the gate says something else.
  await offline(teacher);
  await safe(teacher, 'zym', CHILD);
  const [safeHere] = await counts(teacher);
  expect(safeHere).toBe(1);
  const missed = await rowOf(guard, 'zym', CHILD);
  await missed.getByRole('button', { name: `${CHILD} 未找到` }).click();
  await expect(guard.getByText(`${CHILD} 未找到`).first()).toBeVisible();
  await guard.getByRole('searchbox').fill('');

  // All of a group in one tap, and back, and again.
  const group = guard.getByRole('button', { name: /人都平安$/ }).first();
  await expect(group).toBeVisible();
  const before = await counts(guard);
  await group.click();
  await expect.poll(async () => (await counts(guard))[0]!).toBeGreaterThan(before[0]!);
  await guard.getByRole('button', { name: '撤销' }).click();
  await expect.poll(() => counts(guard)).toEqual(before);

  // Both words stand, and nobody is safe before somebody has looked.
  await online(teacher);
  await expect(leader.getByText('待核实：两处说的不一样')).toBeVisible({ timeout: 20_000 });
  const card = leader.locator('.card').filter({ hasText: CHILD });
  await expect(card).toContainText(server.login('duty_teacher').name);
  await expect(card).toContainText(server.login('guard').name);
  await expect.poll(async () => (await counts(leader))[1]).toBe(1);
  await expectAccessible(leader);
  await leader.getByRole('button', { name: `${CHILD} 已找到，平安` }).click();
  await expect(leader.getByText('待核实：两处说的不一样')).toHaveCount(0);
  await expect.poll(async () => (await counts(leader)).slice(0, 2)).toEqual([1, 0]);

  // Whatever is left of each group in one tap.
  const rest = leader.getByRole('button', { name: /人都平安$/ });
  for (let left = await rest.count(); left > 0; left = await rest.count()) {
    await rest.first().click();
    await expect.poll(() => rest.count()).toBeLessThan(left);
  }
  await expect.poll(async () => (await counts(leader)).slice(1)).toEqual([0, 0]);
  const [all] = await counts(leader);
  await expect.poll(() => counts(teacher), { timeout: 20_000 }).toEqual([all, 0, 0]);

  // Who may not end it reads who does.
  await expect(teacher.getByText('由值日行政或学校办公室结束。')).toBeVisible();
  await leader.getByLabel('备注（选填）：用时、哪里不顺').fill('东门有些挤');
  await leader.getByRole('button', { name: '结束并记下结果' }).click();
  const paper = leader.locator('.paper');
  await expect(paper.getByRole('heading', { name: '紧急点名结果（演练）' })).toBeVisible();
  await expect(paper).toContainText(`平安 ${all}，未找到 0，未清点 0`);
  await expect(paper).toContainText('东门有些挤');
  await expect(paper).toContainText(server.login('duty_teacher').name);
  await expectAccessible(leader);

  // The same numbers for everybody.
  await expect(guard.getByRole('link', { name: new RegExp(`平安 ${all}，未找到 0`) })).toBeVisible({
    timeout: 20_000,
  });
});

test('two who start apart without a network have one list', async ({ page: teacher, another, server }) => {
  const guard = await another();
  await signIn(teacher, server, 'duty_teacher');
  await signIn(guard, server, 'guard');
  await keptOffline(teacher, 'staff');
  await open(teacher, '/staff/emergency');
  await offline(teacher);
  await teacher.getByRole('button', { name: '真实情况：马上点名' }).click();
  await expect(teacher.locator('.counts-top')).toBeVisible();
  await open(guard, '/staff/emergency');
  await guard.getByRole('button', { name: '真实情况：马上点名' }).click();
  await expect(guard.locator('.counts-top')).toBeVisible();
  await online(teacher);
  for (const one of [teacher, guard]) {
    await expect(one.getByText('有 2 次点名同时进行，名单已合在一起。')).toBeVisible({ timeout: 20_000 });
  }
});
