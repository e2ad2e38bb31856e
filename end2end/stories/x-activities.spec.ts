import type { Page } from '@playwright/test';
import { CHILD, everythingSent, taps } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { camera, expectPicture, takesPhoto } from '../fixtures/photo.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

/** 张一鸣 is here; how many the list of the group has with that. */
async function isHere(teacher: Page): Promise<number> {
  await taps(teacher);
  await teacher.getByRole('searchbox').fill('');
  await expect(teacher.locator('#roll .roll-row').nth(1)).toBeVisible();
  return teacher.locator('#roll .roll-tap[aria-pressed="true"]').count();
}

/** Opens a page of the group whose list is shown; says where it is. */
async function opensOfGroup(teacher: Page, link: '活动记录' | '外出活动'): Promise<string> {
  await teacher.getByRole('link', { name: '小组今天' }).click();
  await expect(teacher.getByRole('heading', { name: '小组今天的记录' })).toBeVisible();
  await teacher.getByRole('link', { name: link, exact: true }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: new RegExp(link) })).toBeVisible();
  return new URL(teacher.url()).pathname;
}

async function records(teacher: Page): Promise<void> {
  await teacher.getByRole('button', { name: '记下', exact: true }).click();
}

/** Types a number on the keys. */
async function counts(teacher: Page, number: number): Promise<void> {
  for (const digit of String(number)) await teacher.getByRole('button', { name: digit, exact: true }).click();
  await teacher.getByRole('button', { name: '数好了' }).click();
}

test('homework comes first, then what the group did; the family reads it, and an entry is corrected', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await isHere(teacher);
  await offline(teacher);
  const page = await opensOfGroup(teacher, '活动记录');
  await expect(teacher.getByText('今天还没有记。先记作业，再记活动。')).toBeVisible();
  await expect(teacher.getByRole('radio', { name: '做作业' })).toBeChecked();
  await expect(teacher.getByLabel('地点', { exact: true })).not.toHaveValue('');
  await expectAccessible(teacher);
  // In most cases one tap.
  await records(teacher);
  await expect(teacher.locator('.card').getByText(/^15:\d\d 做作业 · /)).toBeVisible();
  await expect(teacher.getByRole('radio', { name: '做作业' })).not.toBeChecked();
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(teacher.locator('.card s').filter({ hasText: '做作业 · ' })).toBeVisible();
  await teacher.getByText('做作业', { exact: true }).click();
  await records(teacher);
  await expect(teacher.locator('.card .strong').filter({ hasText: '做作业 · ' })).toBeVisible();

  await teacher.getByText('自主阅读', { exact: true }).click();
  await teacher.getByLabel('主题（选填）').fill('《夏洛的网》');
  await teacher.getByText('主题活动', { exact: true }).click();
  await teacher.getByText('作业辅导、补差补缺（选填，家长看不到）').click();
  await teacher.getByLabel('辅导情况').fill('三位同学数学补差补缺');
  await expect(teacher.getByText(/^课后服务不上新课/)).toHaveCount(0);
  await teacher.getByLabel('地点', { exact: true }).fill('');
  await records(teacher);
  await expect(teacher.getByText('请写地点，不超过 40 个字。').first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByLabel('地点', { exact: true }).fill('阅览室');
  await records(teacher);
  const entry = teacher.locator('.card').filter({ hasText: '自主阅读：《夏洛的网》 · 阅览室' });
  await expect(entry.getByText(/主题活动/)).toBeVisible();
  await expect(entry.getByText('三位同学数学补差补缺')).toBeVisible();

  await entry.getByRole('button', { name: '更正' }).click();
  await expect(teacher.getByRole('heading', { name: /^更正 15:\d\d 的记录$/ })).toBeVisible();
  await expect(teacher.getByLabel('主题（选填）')).toHaveValue('《夏洛的网》');
  await teacher.getByLabel('主题（选填）').fill('《草房子》');
  await records(teacher);
  await expect(teacher.locator('.card s').filter({ hasText: '《夏洛的网》' })).toBeVisible();
  await expect(teacher.locator('.card .strong').filter({ hasText: '《草房子》' })).toBeVisible();

  // A photo: who is on it comes first, and that no guardian has agreed is said before.
  const read = teacher.locator('.card').filter({ hasText: '《草房子》' });
  await read.getByText('添加照片', { exact: true }).click();
  await expect(read.getByText(/^请先点照片上的孩子/)).toBeVisible();
  await read.locator('label').filter({ hasText: CHILD }).click();
  await expect(read.getByText(/^其中 1 位孩子的家长没有同意/)).toBeVisible();
  await takesPhoto(teacher, await camera(teacher), read);
  await expectPicture(teacher, '.card .face img');
  await expect(read.locator('p').filter({ hasText: /张一鸣 · 只有教职工看得到/ })).toBeVisible();
  // Who was on it says nothing about the next one.
  await expect(read.getByText(/^请先点照片上的孩子/)).toBeVisible();
  await expectAccessible(teacher);
  await online(teacher);
  await everythingSent(teacher);

  await expect(guardian.getByRole('heading', { name: '今天做了什么' })).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/^15:\d\d 自主阅读：《草房子》 · 阅览室$/)).toBeVisible();
  await expect(guardian.getByText(/《夏洛的网》|补差补缺/)).toHaveCount(0);
  await expect(guardian.locator('.face')).toHaveCount(0);
  await expectAccessible(guardian);

  // Once a guardian agrees the family sees it, and no longer when that is taken back.
  await guardian.getByRole('link', { name: /回执/ }).first().click();
  await guardian.getByRole('link', { name: /孩子的资料/ }).click();
  const data = new URL(guardian.url()).pathname;
  await guardian.getByRole('button', { name: '同意家长看到活动照片', exact: true }).click();
  await expect(guardian.getByText('已登记：同意家长看到活动照片。')).toBeVisible();
  await expectAccessible(guardian);
  await everythingSent(guardian);
  await open(guardian, '/family');
  await expectPicture(guardian, '.face img');
  await expectAccessible(guardian);
  // A second phone of the family sees it go, without being touched.
  const father = await another();
  await signIn(father, server, 'guardian_father');
  await expectPicture(father, '.face img');
  await open(guardian, data);
  await guardian.getByRole('button', { name: '撤回活动照片的同意' }).click();
  await expect(guardian.getByText('已登记：不同意家长看到活动照片。')).toBeVisible();
  await everythingSent(guardian);
  await expect(father.locator('.face')).toHaveCount(0, { timeout: 20_000 });

  // An entry that should not be there is struck with a reason, and stays readable.
  await open(teacher, page);
  const homework = teacher.locator('.card').filter({ hasText: '做作业 · ' });
  await homework.getByRole('button', { name: '写错了' }).click();
  await homework.getByRole('button', { name: '划掉这条' }).click();
  await expect(homework.getByText('请写明原因。')).toBeVisible();
  await homework.getByLabel('为什么划掉').fill('记到别的组了');
  await homework.getByRole('button', { name: '划掉这条' }).click();
  await expect(teacher.locator('.card s').filter({ hasText: '做作业 · ' })).toHaveCount(2);
  await expect(teacher.getByText(/已更正.记到别的组了/)).toBeVisible();
  await expect(guardian.getByText(/^15:\d\d 做作业 · /)).toHaveCount(0, { timeout: 20_000 });
});

test('what reads like a lesson is kept with a hint, and leader and office read it', async ({
  page: teacher,
  another,
  server,
}) => {
  const [leader, office] = [await another(), await another()];
  await signIn(leader, server, 'leader');
  await signIn(office, server, 'office');
  await signIn(teacher, server, 'duty_teacher');
  await isHere(teacher);
  await open(leader, '/staff/leader');
  await expect(leader.getByRole('link', { name: /^活动记录/ })).toContainText('个小组还没记', { timeout: 20_000 });
  await opensOfGroup(teacher, '活动记录');
  await teacher.getByText('其他', { exact: true }).click();
  await records(teacher);
  await expect(teacher.getByText('请写活动名称，不超过 40 个字。').first()).toBeVisible();
  await teacher.getByLabel('活动名称').fill('数学 讲新课');
  await expect(teacher.getByText(/^课后服务不上新课，也不集体教学。写了「讲新课」也会收下/)).toBeVisible();
  await expectAccessible(teacher);
  await records(teacher);
  await expect(teacher.locator('.card').getByText('像上课：讲新课')).toBeVisible();

  await leader.getByRole('link', { name: /^活动记录/ }).click();
  await expect(leader.getByRole('heading', { name: '像上课的记录，近 30 天：1' })).toBeVisible({ timeout: 20_000 });
  await expect(leader.getByText(/请和老师聊一聊/)).toBeVisible();
  await expectAccessible(leader);
  await open(office, '/office');
  await expect(office.getByRole('link', { name: /^活动记录/ })).toContainText('近 30 天：1', { timeout: 20_000 });

  // Put right by the teacher, it counts nowhere.
  const lesson = teacher.locator('.card').filter({ hasText: '数学 讲新课' });
  await lesson.getByRole('button', { name: '写错了' }).click();
  await lesson.getByLabel('为什么划掉').fill('其实是数学游戏，写错了');
  await lesson.getByRole('button', { name: '划掉这条' }).click();
  await expect(teacher.locator('.card s').filter({ hasText: '数学 讲新课' })).toBeVisible();
  await expect(leader.getByText('没有像上课的记录。')).toBeVisible({ timeout: 20_000 });
});

test('a group that goes out is counted on the way, and stands out until it is back', async ({
  page: teacher,
  another,
  server,
}) => {
  const [leader, guardian] = [await another(), await another()];
  await signIn(leader, server, 'leader');
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  const here = await isHere(teacher);
  await opensOfGroup(teacher, '外出活动');
  await expect(teacher.getByText('今天还没有外出。')).toBeVisible();
  await teacher.getByRole('button', { name: '登记出发' }).click();
  await expect(teacher.getByText('请写去哪里，不超过 40 个字。').first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('button', { name: '社会实践基地' }).click();
  await teacher.getByRole('button', { name: '登记出发' }).click();
  await expect(teacher.getByText('请先数一数：现在眼前有几个孩子？')).toBeVisible();
  await expectAccessible(teacher);
  await counts(teacher, here + 1);
  await expect(teacher.getByText(`您数到 ${here + 1} 人，名单上在场 ${here} 人`)).toBeVisible();
  await teacher.getByRole('button', { name: '再数一次' }).click();
  await counts(teacher, here);
  await expect(teacher.locator('.timeline').getByText(`出发去社会实践基地，${here} 人，与名单相符`)).toBeVisible();

  await open(leader, '/staff/leader');
  await expect(leader.getByText('外出还没有回来')).toBeVisible({ timeout: 20_000 });
  await expect(leader.getByRole('link', { name: new RegExp(`去社会实践基地，${here} 人`) })).toBeVisible();
  await expectAccessible(leader);
  await expect(guardian.getByText(/^15:\d\d 外出：社会实践基地$/)).toBeVisible({ timeout: 20_000 });

  await teacher.getByRole('button', { name: '到达，清点人数' }).click();
  await counts(teacher, here);
  await expect(teacher.locator('.timeline').getByText(`到达，${here} 人，与名单相符`)).toBeVisible();
  await teacher.getByRole('button', { name: '回到学校，清点人数' }).click();
  await counts(teacher, here + 1);
  await teacher.getByRole('button', { name: `就按 ${here + 1} 人记下` }).click();
  await expect(teacher.getByText('请写明原因。')).toBeVisible();
  await teacher.getByLabel('还是不一样？请写明原因').fill('隔壁组的一位同学一起回来');
  await teacher.getByRole('button', { name: `就按 ${here + 1} 人记下` }).click();
  await expect(teacher.locator('.timeline').getByText(/回到学校，.*隔壁组的一位同学一起回来/)).toBeVisible();
  await expect(leader.getByText('外出还没有回来')).toHaveCount(0, { timeout: 20_000 });
  await expect(guardian.getByText(/从社会实践基地回到学校/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/隔壁组/)).toHaveCount(0);
});

test('the gate keeps no log', async ({ page: teacher, another, server }) => {
  const guard = await another();
  await signIn(teacher, server, 'duty_teacher');
  const page = await opensOfGroup(teacher, '活动记录');
  await signIn(guard, server, 'guard');
  await open(guard, page);
  await expect(guard.getByText('活动由带班老师记录。')).toBeVisible({ timeout: 20_000 });
});
