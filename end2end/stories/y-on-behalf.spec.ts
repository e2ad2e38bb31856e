import type { Page } from '@playwright/test';
import { CHILD, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { comes, pairedBy, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const AUNT = '阿姨李芳';

/** From the child's screen: one tap. */
async function begins(teacher: Page): Promise<void> {
  await teacher.getByRole('link', { name: '代家长登记' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '代家长登记' })).toBeVisible();
}

async function records(teacher: Page): Promise<void> {
  await teacher.getByRole('button', { name: '登记', exact: true }).click();
}

/** The mother rings: the aunt comes today. */
async function tellsOfTheAunt(teacher: Page): Promise<void> {
  await begins(teacher);
  await teacher.getByText('今天换个人来接', { exact: true }).click();
  await teacher.getByLabel('来接的人姓名').fill('李芳');
  await teacher.getByLabel('是孩子的什么人').fill('阿姨');
  await teacher.getByLabel('怎样认得').fill('红色外套');
  await teacher.getByLabel('谁说的').selectOption({ label: '妈妈 陈静' });
}

test('a call is written down without a network; the aunt collects once the family confirmed it', async ({
  page: tablet,
  another,
  server,
}) => {
  const [office, guardian] = [await another(), await another()];
  await pairedBy(office, tablet, server);
  await signIn(guardian, server, 'guardian');
  await expect(guardian.getByText(CHILD).first()).toBeVisible();
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  await comes(tablet, server.login('duty_teacher').name);
  await taps(tablet);
  await opensChild(tablet);

  // What is missing is said field by field.
  await begins(tablet);
  await tablet.getByText('今天换个人来接', { exact: true }).click();
  await records(tablet);
  await expect(tablet.getByText('请写姓名').first()).toBeVisible();
  await expect(tablet.getByText('请选是谁说的').first()).toBeVisible();
  await expectAccessible(tablet);
  await tablet.getByRole('link', { name: '返回' }).click();

  // The sentence is read back before it is kept.
  await tellsOfTheAunt(tablet);
  await tablet.getByLabel('几点说的').fill('15:05');
  await expect(
    tablet.getByText('张一鸣的妈妈 陈静 15:05 来电：今天由阿姨李芳来接（红色外套）'),
  ).toBeVisible();
  await expectAccessible(tablet);
  await records(tablet);
  await expect(tablet.getByText(/已存在这台设备上，还没有送到学校/)).toBeVisible();
  await expectAccessible(tablet);

  // Until somebody confirmed it she is on no list; 'not listed' is the way.
  await tablet.getByRole('link', { name: '回到孩子的页面' }).click();
  const aunt = tablet.getByRole('region', { name: AUNT });
  await expect(aunt.getByText('给老师看的说明')).toBeVisible();
  await expect(aunt.getByText(/还没有核实|红色外套/).filter({ visible: true })).toHaveCount(0);
  await aunt.getByText('给老师看的说明').click();
  await expect(aunt.getByText(/还没有核实/)).toBeVisible();
  await expect(tablet.locator('.release-person').filter({ hasText: '周桂兰' })).toBeVisible();
  await expect(tablet.locator('.release-person').filter({ hasText: '李芳' })).toHaveCount(0);
  await expect(tablet.getByRole('link', { name: '不在名单上' })).toBeVisible();
  await expect(guardian.getByText(/李芳/)).toHaveCount(0);

  await online(tablet);
  await expect(guardian.getByText(/根据妈妈 陈静 11月24日 15:05/).first()).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/确认以后，这位才能来接/)).toBeVisible();
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '对，是这样' }).click();
  await expect(guardian.getByRole('button', { name: '对，是这样' })).toHaveCount(0);

  await expect(aunt).toHaveCount(0, { timeout: 20_000 });
  await releases(tablet, '李芳');
  await expect(guardian.getByText(/李芳接走/).first()).toBeVisible({ timeout: 20_000 });
});

test('a family that says no is a case, and the aunt stays off the list until staff called back', async ({
  page: tablet,
  another,
  server,
}) => {
  const [office, guardian] = [await another(), await another()];
  await pairedBy(office, tablet, server);
  await signIn(guardian, server, 'guardian');
  await comes(tablet, server.login('duty_teacher').name);
  await taps(tablet);
  await opensChild(tablet);
  await tellsOfTheAunt(tablet);
  await records(tablet);
  await tablet.getByRole('link', { name: '回到孩子的页面' }).click();

  await guardian.getByRole('button', { name: '不是这样' }).click({ timeout: 20_000 });
  const sheet = guardian.getByRole('dialog', { name: '不是这样' });
  await sheet.getByLabel('实际情况').fill('我没有请人来接');
  await expectAccessible(guardian);
  await sheet.getByRole('button', { name: '请学校核实' }).click();
  await expect(guardian.getByText('您说不是这个意思')).toBeVisible();

  // The reason is folded: whoever stands in front of the tablet reads nothing of it (R11).
  const aunt = tablet.getByRole('region', { name: AUNT });
  await expect(aunt.getByText('给老师看的说明')).toBeVisible({ timeout: 20_000 });
  await expect(aunt.getByText(/家长说不是这个意思/)).toBeHidden();
  await expectAccessible(tablet);
  await expect(tablet.locator('.release-person').filter({ hasText: '李芳' })).toHaveCount(0);
  await tablet.getByRole('link', { name: '不在名单上' }).click();
  await expect(tablet.getByRole('heading', { level: 1, name: '先不要交接' })).toBeVisible();
  await tablet.getByRole('link', { name: '返回' }).click();

  await open(office, '/office/attention');
  await expect(office.getByRole('heading', { name: '家长说：不是这样' })).toBeVisible({ timeout: 20_000 });
  await expect(office.getByText(/我没有请人来接/)).toBeVisible();

  // Called back at a number on file, with the PIN again.
  await aunt.getByText('给老师看的说明').click();
  await aunt.getByRole('button', { name: '已回拨，妈妈同意' }).click();
  await expect(tablet.getByText('请再输一次 PIN')).toBeVisible();
  await types(tablet);
  await expect(aunt).toHaveCount(0);
  await expect(tablet.locator('.release-person').filter({ hasText: '李芳' })).toBeVisible();
});

test('a grandmother at the gate: the class teacher reads the answer, and prints a sheet to sign', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'class_teacher');
  await opensChild(teacher);
  await begins(teacher);
  await teacher.getByText('今天提前走', { exact: true }).click();
  await teacher.getByLabel('几点离校').fill('15:50');
  await teacher.getByText('事假', { exact: true }).click();
  await teacher.getByText('当面', { exact: true }).click();
  await teacher.getByLabel('谁说的').selectOption({ label: '其他家人' });
  await teacher.getByLabel('这位家人的姓名').fill('周桂兰');
  await teacher.getByLabel('这位是孩子的什么人').fill('外婆');
  await expect(
    teacher.getByText(/张一鸣的外婆 周桂兰 \d\d:\d\d 当面说：今天 15:50 离校（事假）/),
  ).toBeVisible();
  await records(teacher);
  await expect(teacher.getByText('已登记，家长打开愿留就能看到。')).toBeVisible({ timeout: 20_000 });

  await guardian.getByRole('button', { name: '对，是这样' }).click({ timeout: 20_000 });
  await expect(guardian.getByRole('button', { name: '对，是这样' })).toHaveCount(0);

  await open(teacher, '/staff/notes');
  const told = teacher.getByRole('link', { name: /张一鸣的外婆 周桂兰/ });
  await expect(told.getByText('已确认', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(teacher);
  await told.click();
  await expect(teacher.getByRole('heading', { level: 1, name: CHILD })).toBeVisible();
  // Folded on the page where a child is released: whoever collects may look on.
  await expect(teacher.getByText(/张一鸣的外婆 周桂兰/)).toBeHidden();
  await teacher.getByText('老师代家长登记的', { exact: true }).click();
  await teacher.getByRole('link', { name: '打印给家长的单子' }).click();
  await expect(teacher.getByRole('heading', { name: '代家长登记单' })).toBeVisible();
  await expect(teacher.getByText(/家长签名/)).toBeVisible();
  await expectAccessible(teacher);
});

test('the office sees which families have nobody who signs in, and writes for them', async ({
  page: office,
  server,
}) => {
  await signIn(office, server, 'office');
  await open(office, '/office');
  await office.getByRole('link', { name: /没有用愿留的家庭/ }).click();
  await office.getByLabel('班级').selectOption({ label: '三年级2班' });
  const families = office.locator('main a.cell');
  await expect(families.first()).toBeVisible({ timeout: 20_000 });
  // His parents sign in.
  await expect(families.filter({ hasText: CHILD })).toHaveCount(0);
  await expectAccessible(office);
  await families.first().click();
  await expect(office.getByRole('heading', { level: 1, name: '代家长登记' })).toBeVisible();
});

test('what was written by mistake is taken back, and asks the family nothing any more', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await opensChild(teacher);
  await tellsOfTheAunt(teacher);
  await records(teacher);
  const confirms = guardian.getByRole('button', { name: '对，是这样' });
  await expect(confirms).toBeVisible({ timeout: 20_000 });
  await teacher.getByRole('button', { name: '写错了，撤回' }).click();
  await expect(teacher.getByText('已撤回。')).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('link', { name: '回到孩子的页面' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: CHILD })).toBeVisible();
  await expect(teacher.getByRole('region', { name: AUNT })).toHaveCount(0);
  await expect(confirms).toHaveCount(0, { timeout: 20_000 });
});
