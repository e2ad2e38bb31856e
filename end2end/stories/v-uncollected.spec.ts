import type { Page } from '@playwright/test';
import { CHILD, everythingSent, opensChild, releases } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { EVENING } from '../fixtures/server.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

/** The part of a screen that is about the stories' child. */
function about(page: Page) {
  return page.getByRole('region', { name: CHILD });
}

/** What came of a call to the mother: two taps, with the time that she gave. */
async function notes(page: Page, outcome: string, there?: string): Promise<void> {
  await about(page).getByRole('button', { name: /^登记结果：.*陈静/ }).click();
  if (there) await about(page).getByLabel(/大约几点到/).fill(there);
  await about(page).getByRole('button', { name: outcome, exact: true }).click();
}

test('a child who is not here is called about and found, also without a network', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await opensChild(teacher);
  await teacher.getByRole('button', { name: '未到', exact: true }).click();
  await expect(teacher.getByText(`${CHILD} 未到，请先找一找，再打电话`)).toBeVisible();
  await teacher.getByRole('link', { name: '返回' }).click();
  await teacher.getByRole('link', { name: /^未到 \d+ 人，去联系/ }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '未到的孩子' })).toBeVisible();
  await expect(about(teacher).getByText(/点名时未到/)).toBeVisible();

  await about(teacher).getByRole('button', { name: '联系家长' }).click();
  await expect(about(teacher).getByRole('link', { name: /打给.*陈静/ })).toHaveAttribute('href', /^tel:\d+/);
  await expectAccessible(teacher);
  await notes(teacher, '没接通');
  await expect(about(teacher).getByText(/陈静：没接通/)).toBeVisible();

  await offline(teacher);
  await notes(teacher, '在路上');
  await expect(about(teacher).getByText(/陈静：在路上/)).toBeVisible();
  await about(teacher).getByRole('button', { name: '找到了' }).click();
  await expect(teacher.getByText(`${CHILD} 找到了，已点到`)).toBeVisible();
  await expect(about(teacher)).toHaveCount(0);
  await online(teacher);
  await everythingSent(teacher);

  // The family reads whom by relation, and the outcome.
  await expect(guardian.getByText(/联系.*：没接通/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/联系.*：在路上/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/联系.*陈静/)).toHaveCount(0);
});

test('a call that was noted wrongly is taken back and stays readable', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  await opensChild(teacher);
  await teacher.getByRole('button', { name: '未到', exact: true }).click();
  await expect(teacher.getByText(`${CHILD} 未到，请先找一找，再打电话`)).toBeVisible();
  await open(teacher, '/staff/missing');
  await about(teacher).getByRole('button', { name: '联系家长' }).click();
  await notes(teacher, '已在家或和家人在一起');
  await expect(about(teacher).getByRole('button', { name: '登记：已在家，电话确认' })).toBeVisible();
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(about(teacher).getByText(/（已更正）.*陈静/)).toBeVisible();
  await expect(about(teacher).getByRole('button', { name: '登记：已在家，电话确认' })).toHaveCount(0);

  // At home, after all: the release that says so, and the child is missed no more.
  await notes(teacher, '已在家或和家人在一起');
  await about(teacher).getByRole('button', { name: '登记：已在家，电话确认' }).click();
  await expect(about(teacher)).toHaveCount(0);
});

test('after closing time a child waits with named staff, and then the day is closed', async ({
  page: teacher,
  another,
  server,
}) => {
  await server.stop();
  await server.again({}, EVENING);
  const [guardian, leader] = [await another(), await another()];
  const [name, guard, leads] = [
    server.login('duty_teacher').name,
    server.login('guard').name,
    server.login('leader').name,
  ];
  await signIn(guardian, server, 'guardian');
  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await keptOffline(leader, 'staff');

  // While a child is there the day is not closed, and the screen says who.
  await leader.getByRole('link', { name: '值日', exact: true }).click();
  await expect(leader.getByRole('heading', { level: 1, name: '值日行政' })).toBeVisible();
  await expect(leader.getByText(/^还不能结束：1 个孩子/)).toBeVisible({ timeout: 20_000 });
  await expect(leader.getByRole('link', { name: new RegExp(CHILD) })).toBeVisible();
  const closes = leader.getByRole('button', { name: '登记今日值班结束' });
  await expect(closes).toHaveCount(0);
  await expectAccessible(leader);

  await open(teacher, '/staff/left');
  await expect(about(teacher).getByText(/已结束 · 已过 \d+ 分钟/)).toBeVisible({ timeout: 20_000 });
  await expect(about(teacher).getByText(/^下一步：打给/)).toBeVisible();
  await expect(about(teacher).getByText('还没有登记谁陪着孩子。')).toBeVisible();
  await offline(teacher);
  await about(teacher).getByRole('button', { name: '联系和登记' }).click();
  await expect(about(teacher).getByText('只有值日行政可以决定和登记。')).toBeVisible();
  await expect(about(teacher).getByRole('link', { name: /110/ })).toHaveCount(0);
  await notes(teacher, '没接通');
  await expect(about(teacher).getByText(/陈静：没接通/)).toBeVisible();
  await notes(teacher, '在路上', '23:50');
  await expect(about(teacher).getByText(/陈静 在路上，约 23:50 到，请陪孩子等候/)).toBeVisible();
  await about(teacher).getByRole('button', { name: '登记陪着孩子' }).click();
  await expect(about(teacher).getByText(`由${name}陪着`)).toBeVisible();
  await online(teacher);
  await expect(guardian.getByText(`由${name}陪着，请放心`)).toBeVisible({ timeout: 20_000 });

  // The guard does not stay alone, and the leader alone may ask for help outside.
  await leader.getByRole('link', { name: /尚未接走/ }).click();
  await expect(about(leader).getByText(`由${name}陪着`)).toBeVisible({ timeout: 20_000 });
  await about(leader).getByRole('button', { name: '联系和登记' }).click();
  await expect(about(leader).getByRole('link', { name: /110/ })).toBeVisible();
  await about(leader).getByLabel('谁陪着孩子').selectOption({ label: guard });
  await about(leader).getByRole('button', { name: '登记陪着孩子' }).click();
  await expect(about(leader).getByText('请再选一位老师，门卫不单独陪孩子。')).toBeVisible();
  await about(leader).getByLabel('再请一位老师').selectOption({ label: leads });
  await about(leader).getByRole('button', { name: '登记陪着孩子' }).click();
  await expect(about(leader).getByText(`由${guard}、${leads}陪着`)).toBeVisible();
  await expectAccessible(leader);

  await about(teacher).getByRole('link', { name: '登记接走' }).click();
  await releases(teacher, '周桂兰');
  await everythingSent(teacher);

  await leader.getByRole('link', { name: '值日', exact: true }).click();
  await expect(closes).toBeVisible({ timeout: 20_000 });
  await leader.getByRole('button', { name: /^巡查/ }).first().click();
  await leader.getByRole('button', { name: '一切正常' }).click();
  await expect(leader.getByText(/^已登记巡查/)).toBeVisible();
  await offline(leader);
  await closes.click();
  await expect(leader.getByText(new RegExp(`${leads} 已登记今日值班结束`))).toBeVisible();
  await expect(closes).toHaveCount(0);
  await online(leader);
  await expect(async () => {
    await open(teacher, '/staff/left');
    await expect(teacher.getByText(new RegExp(`${leads} 已登记今日值班结束`))).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });

  // Somebody comes back: the day is open again, for everybody.
  await open(teacher, '/staff');
  await opensChild(teacher);
  await teacher.getByRole('button', { name: '离校后返回' }).click();
  await expect(leader.getByText(/今天还没有结束/)).toBeVisible({ timeout: 20_000 });
  await expect(leader.getByText(/^还不能结束：1 个孩子/)).toBeVisible();
});
