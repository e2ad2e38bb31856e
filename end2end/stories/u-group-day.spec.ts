import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { everythingSent } from '../fixtures/afternoon.ts';
import { ARRIVING, counts, fillsCounts, HAND_OVER, marks, MERGE, opensGroup, ticked, WAITING } from '../fixtures/group.ts';
import { comes, offersCode, pairedBy, pairs, passesOn, picks, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

/** In the middle of the list nothing lies over a button: the navigation, what was just done. */
async function expectOnTop(teacher: Page, name: string): Promise<void> {
  await teacher.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
  const button = teacher.getByRole('button', { name });
  await expect
    .poll(() =>
      button.evaluate((element) => {
        const box = element.getBoundingClientRect();
        const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return element.contains(there);
      }),
    )
    .toBe(true);
}

test('a blind count that differs is counted again, matches, and stands on the list', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  const here = await marks(teacher, 4);
  await offline(teacher);
  await teacher.getByRole('button', { name: '清点人数' }).click();
  const sheet = teacher.getByRole('dialog', { name: '清点人数' });
  await expect(sheet.getByText('现在眼前有几个孩子')).toBeVisible();
  await expect(teacher.locator('.counts')).toBeHidden();
  await expectAccessible(teacher);
  await counts(sheet, here + 1);
  await expect(sheet.getByText(`您数到 ${here + 1} 人，名单上在场 ${here} 人`)).toBeVisible();
  await expect(sheet.locator('li')).toHaveCount(here);
  await expectAccessible(teacher);
  // A difference is kept with a reason only.
  await sheet.getByRole('button', { name: `就按 ${here + 1} 人记下` }).click();
  await expect(sheet.getByText('请写明原因。')).toBeVisible();
  await sheet.getByRole('button', { name: '再数一次' }).click();
  await counts(sheet, here);
  await expect(sheet.getByText(`${here} 人，与名单相符，已记下。`)).toBeVisible();
  await sheet.getByRole('button', { name: '关闭' }).last().click();
  const name = server.login('duty_teacher').name;
  await expect(teacher.getByText(new RegExp(`清点 ${here} 人，相符，${name}`))).toBeVisible();
  await online(teacher);
  await everythingSent(teacher);
});

test('a count that stays different is kept with its reason', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  const here = await marks(teacher, 3);
  await opensGroup(teacher);
  await teacher.getByRole('button', { name: '清点人数' }).click();
  const sheet = teacher.getByRole('dialog', { name: '清点人数' });
  await counts(sheet, here - 1);
  await sheet.getByLabel('还是不一样？请写明原因').fill('有一位在医务室');
  await sheet.getByRole('button', { name: `就按 ${here - 1} 人记下` }).click();
  await expect(sheet.getByText(`已记下：数到 ${here - 1} 人，名单 ${here} 人。`)).toBeVisible();
  await sheet.getByRole('button', { name: '关闭' }).last().click();
  await expect(
    teacher.locator('.timeline').getByText(`清点 ${here - 1} 人，名单 ${here} 人：有一位在医务室`),
  ).toBeVisible();
  await expectAccessible(teacher);
});

test('who stays goes to late care in one gesture, also without a network, and undo brings them back', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  const here = await marks(teacher, 12);
  await offline(teacher);
  const late = teacher.getByRole('button', { name: /^留晚托 \d+ 位$/ });
  const these = teacher.getByRole('button', { name: /^这 \d+ 位留晚托$/ });
  await late.click();
  const staying = Number(/\d+/.exec((await these.textContent())!)![0]);
  await expect(ticked(teacher)).toHaveCount(staying);
  await expectAccessible(teacher);
  await these.click();
  await expect(teacher.getByText(`${staying} 位已留晚托`)).toBeVisible();
  // They leave the count here and are marked as moved.
  await expect(ticked(teacher)).toHaveCount(here - staying);
  await expect(teacher.locator('#roll .badge').getByText(/^在晚托/)).toHaveCount(staying);
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(ticked(teacher)).toHaveCount(here);

  await late.click();
  await these.click();
  await expect(ticked(teacher)).toHaveCount(here - staying);
  await teacher.getByRole('tab', { name: '晚托' }).click();
  await expect(ticked(teacher)).toHaveCount(staying);
  await expectAccessible(teacher);
  await online(teacher);
  await everythingSent(teacher);
});

test('two children out of the room stand out until they are back', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  const here = await marks(teacher, 4);
  const names = (await ticked(teacher).locator('.roll-name').allTextContents()).slice(0, 2);
  const tap = async (name: string) => {
    await teacher.locator('#roll .roll-row').filter({ hasText: name }).first().locator('.roll-tap').click();
  };
  await teacher.getByRole('button', { name: '选择', exact: true }).click();
  await expectOnTop(teacher, '不选了');
  for (const name of names) await tap(name);
  await expect(teacher.getByText('已选 2 位')).toBeVisible();
  await expectOnTop(teacher, '不选了');
  await teacher.getByRole('button', { name: '2 位暂离' }).click();
  await expect(teacher.locator('#roll .badge').getByText(/^暂离 \d\d:\d\d$/)).toHaveCount(2);
  await expect(teacher.getByText(/^暂离 2 位：/)).toBeVisible();
  // Still in this group's care, and not in front of whoever counts.
  await expect(ticked(teacher)).toHaveCount(here);
  await teacher.getByRole('button', { name: '清点人数' }).click();
  const sheet = teacher.getByRole('dialog', { name: '清点人数' });
  await expect(sheet.getByText('暂离的 2 位不用数。')).toBeVisible();
  await counts(sheet, here - 2);
  await expect(sheet.getByText(`${here - 2} 人，与名单相符，已记下。`)).toBeVisible();
  await sheet.getByRole('button', { name: '关闭' }).last().click();

  await teacher.getByRole('button', { name: '选择', exact: true }).click();
  for (const name of names) await tap(name);
  await teacher.getByRole('button', { name: '2 位已返回' }).click();
  await expect(teacher.getByText('暂离 2 位')).toHaveCount(0);
  await expect(ticked(teacher)).toHaveCount(here);
});

test('children move to another group of the block and are counted there alone', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  const here = await marks(teacher, 3);
  const [name] = await ticked(teacher).locator('.roll-name').allTextContents();
  await teacher.getByRole('button', { name: '选择', exact: true }).click();
  await teacher.locator('#roll .roll-row').filter({ hasText: name! }).first().locator('.roll-tap').click();
  const other = (await teacher.locator('#move-to option').nth(2).textContent())!;
  await teacher.getByLabel('移到哪个小组').selectOption({ label: other });
  await teacher.getByRole('button', { name: /^这 1 位移到/ }).click();
  await expect(ticked(teacher)).toHaveCount(here - 1);
  await teacher.locator('#group').selectOption({ label: other });
  const moved = teacher.locator('#roll .roll-row').filter({ hasText: name! });
  await expect(moved.locator('.roll-tap[aria-pressed="true"]').first()).toBeVisible();
});

test('a hand-over that differs needs a reason, and goes to the printer', async ({
  page: teacher,
  another,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  const here = await marks(teacher, 4);
  await opensGroup(teacher);
  const path = new URL(teacher.url()).pathname;
  const taker = server.login('leader').name;
  await teacher.getByRole('button', { name: '交接班' }).click();
  await fillsCounts(teacher, HAND_OVER, here, here - 1);
  await expect(teacher.getByText(`交班数到 ${here} 人，接班数到 ${here - 1} 人，名单 ${here} 人`)).toBeVisible();
  await teacher.getByRole('button', { name: '交接，两边都数过了' }).click();
  await expect(teacher.getByText('请写明原因。').first()).toBeVisible();
  await expect(teacher.getByText('请选接班老师。').first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByLabel('人数不一样的原因').fill('一位孩子刚去洗手间');
  await teacher.getByLabel('要交代的事').fill('今天作业较多，先写数学');
  await teacher.getByLabel('接班老师').selectOption({ label: taker });
  await teacher.getByRole('button', { name: '交接，两边都数过了' }).click();
  await expect(teacher.getByText(`已交接给 ${taker}`)).toBeVisible();
  await expect(teacher.getByText(`现在由 ${taker} 负责`)).toBeVisible();
  await expectAccessible(teacher);

  await teacher.getByRole('link', { name: new RegExp(`交给 ${taker}`) }).click();
  const paper = teacher.locator('.paper');
  for (const said of ['交接班记录', taker, '一位孩子刚去洗手间', '今天作业较多，先写数学', '按姓名登记，未用 PIN']) {
    await expect(paper.getByText(said).first()).toBeVisible();
  }
  await expect(paper.locator('li')).toHaveCount(here);
  await expect(paper.getByText(/批准/)).toHaveCount(0);
  await expectAccessible(teacher);
  await teacher.emulateMedia({ media: 'print' });
  await expect(teacher.locator('.appbar')).toBeHidden();
  await expect(paper).toBeVisible();
  await teacher.emulateMedia({ media: 'screen' });

  // The next teacher reads the same on a device of her own, with what was carried over.
  const leader = await another();
  await signIn(leader, server, 'leader');
  await leader.goto(path);
  await expect(leader.getByText(`现在由 ${taker} 负责`)).toBeVisible({ timeout: 20_000 });
  await leader.getByRole('button', { name: '交接班' }).click();
  await expect(leader.getByLabel('要交代的事')).toHaveValue('今天作业较多，先写数学');
});

test('at a shared tablet the taking teacher proves it by PIN, without a network', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  const [teacher, leader] = [server.login('duty_teacher').name, server.login('leader').name];
  await comes(tablet, teacher);
  const here = await marks(tablet, 3);
  await opensGroup(tablet);
  await tablet.getByRole('button', { name: '交接班' }).click();
  await fillsCounts(tablet, HAND_OVER, here, here);
  await tablet.getByRole('button', { name: '请接班老师输入 PIN' }).click();
  await picks(tablet, leader);
  await types(tablet);
  await expect(tablet.getByText(`${leader} · 已用 PIN 确认`)).toBeVisible();
  await tablet.getByRole('button', { name: '交接，两边都数过了' }).click();
  await types(tablet);
  await expect(tablet.getByText(`已交接给 ${leader}`)).toBeVisible();
  const path = new URL(tablet.url()).pathname;
  await passesOn(tablet);
  await online(tablet);

  const own = await another();
  await signIn(own, server, 'leader');
  await expect(async () => {
    await own.goto(path);
    await expect(own.getByText(`现在由 ${leader} 负责`)).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 25_000 });
});

test('a tablet dies in mid hand-over, another one takes over, and nothing is doubled', async ({
  page: office,
  another,
  server,
}) => {
  const [dying, other] = [await another(), await another()];
  await pairedBy(office, dying, server);
  await pairs(other, await offersCode(office, '备用平板'));
  const [teacher, leader] = [server.login('duty_teacher').name, server.login('leader').name];
  await comes(dying, teacher);
  const group = (await dying.locator('#group option:checked').textContent())!;
  const here = await marks(dying, 3);
  await opensGroup(dying);
  await dying.getByRole('button', { name: '交接班' }).click();
  await fillsCounts(dying, HAND_OVER, here, here);
  await dying.getByRole('button', { name: '请接班老师输入 PIN' }).click();
  await picks(dying, leader);
  await types(dying);
  await expect(dying.getByText(`${leader} · 已用 PIN 确认`)).toBeVisible();

  // The other one knows who is here when the first goes dark.
  await comes(other, leader);
  await other.locator('#group').selectOption({ label: group });
  await expect(ticked(other)).toHaveCount(here, { timeout: 20_000 });
  await dying.close();
  await opensGroup(other);
  await expect(other.getByText(/已交接给/)).toHaveCount(0);
  await other.getByRole('button', { name: '代班' }).click();
  await other.getByLabel('原因（选填）').fill('平板没电，接着交接');
  await other.getByRole('button', { name: '代班，由我负责' }).click();
  await types(other);
  await expect(other.getByText('已登记，这个小组现在由您负责。')).toBeVisible();

  // With power again, the first reads who has the group; what was half typed is no hand-over.
  const woken = await dying.context().newPage();
  await open(woken, '/staff');
  await comes(woken, teacher);
  await woken.locator('#group').selectOption({ label: group });
  await opensGroup(woken);
  await expect(woken.getByText(`现在由 ${leader} 负责`)).toBeVisible({ timeout: 20_000 });
  await expect(woken.getByText(/已交接给/)).toHaveCount(0);
  await woken.getByRole('button', { name: '交接班' }).click();
  await expect(woken.getByLabel(HAND_OVER[0])).toHaveValue('');
  await woken.getByRole('link', { name: '名单', exact: true }).click();
  await woken.locator('#group').selectOption({ label: group });
  await expect(ticked(woken)).toHaveCount(here);
});

test('a late-care group goes into another, counted on both sides, without a network', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await teacher.getByRole('tab', { name: '晚托' }).click();
  const here = await marks(teacher, 3, `${WAITING}, ${ARRIVING}`);
  expect(here).toBeGreaterThan(0);
  const own = (await teacher.locator('#group option:checked').textContent())!;
  await offline(teacher);
  await opensGroup(teacher);
  await teacher.getByRole('button', { name: '并班' }).click();
  const other = (await teacher.locator('#into option').nth(1).textContent())!;
  const [name] = other.split(' · ');
  await teacher.getByLabel('并到哪个小组').selectOption({ label: other });
  await fillsCounts(teacher, MERGE, here, here);
  await expectAccessible(teacher);
  await teacher.getByRole('button', { name: '并班，两边都数过了' }).click();
  await expect(teacher.getByText(`已并入${name}`)).toBeVisible();
  await expect(teacher.getByText(new RegExp(`并入${name}：名单 ${here} 人`))).toBeVisible();

  await teacher.getByRole('link', { name: '返回' }).click();
  await teacher.getByRole('tab', { name: '晚托' }).click();
  // The list that is left counts nobody; the other one has them all.
  await teacher.locator('#group').selectOption({ label: own });
  await expect(ticked(teacher)).toHaveCount(0);
  await teacher.locator('#group').selectOption({ label: other });
  await expect(ticked(teacher)).toHaveCount(here);
  await online(teacher);
  await everythingSent(teacher);
});

test('somebody who is on no roster takes a group on the spot', async ({ page: leader, server }) => {
  await signIn(leader, server, 'leader');
  await leader.goto('/staff');
  await opensGroup(leader);
  await leader.getByRole('button', { name: '代班' }).click();
  await leader.getByLabel('原因（选填）').fill('王老师临时开会');
  await leader.getByRole('button', { name: '代班，由我负责' }).click();
  await expect(leader.getByText('已登记，这个小组现在由您负责。')).toBeVisible();
  await expect(leader.getByText(`现在由 ${server.login('leader').name} 负责`)).toBeVisible();
  await expect(leader.locator('.timeline').getByText('代班接手（不在值班表上），王老师临时开会')).toBeVisible();
  await expectAccessible(leader);
});
