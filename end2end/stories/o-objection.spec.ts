import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, signs, taps } from '../fixtures/afternoon.ts';
import { comes, pairedBy } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

const MESSAGE =
  /孩子的另一位家长登记了不同的安排。商量好之前，孩子先留在学校，由老师照看，班主任会联系两位。/;

test('two guardians disagree: the child stays, the class teacher calls both, both read the outcome', async ({
  page: mother,
  another,
  server,
}) => {
  test.setTimeout(180_000);
  const [father, tablet, office, teacher, leader] = [
    await another(),
    await another(),
    await another(),
    await another(),
    await another(),
  ];
  await pairedBy(office, tablet, server);
  await signIn(father, server, 'guardian_father');
  await expect(father.getByText(CHILD).first()).toBeVisible();

  // The mother's notice counts alone, and the father hears of it at once.
  await signIn(mother, server, 'guardian');
  await mother.getByRole('link', { name: '请假' }).first().click();
  await signs(mother);
  await mother.getByRole('button', { name: '交给学校' }).click();
  await expect(mother.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
  const object = father.getByRole('button', { name: '我有不同意见' });
  await expect(object).toBeVisible({ timeout: 20_000 });
  await expect(father.getByText(/陈静.*登记了/)).toBeVisible();
  await expectAccessible(father);
  await object.click();
  await father.getByLabel('想告诉老师的话').fill('今天说好由我来接');
  await expectAccessible(father);
  await father.getByRole('button', { name: '登记不同意见' }).click();
  await expect(father.getByText(MESSAGE)).toBeVisible();
  await open(mother, '/family');
  await expect(mother.getByText(MESSAGE)).toBeVisible({ timeout: 20_000 });
  await expect(mother.getByText('今天说好由我来接')).toHaveCount(0);
  await expectAccessible(mother);

  // The shared tablet says that the child stays, and whoever reads along reads no quarrel.
  await comes(tablet, server.login('duty_teacher').name);
  await tablet.getByRole('searchbox').filter({ visible: true }).fill('zym');
  const row = tablet.locator('.roll-row').filter({ hasText: CHILD });
  await expect(row.getByText('先留在学校')).toBeVisible({ timeout: 20_000 });
  await taps(tablet);
  await opensChild(tablet);
  await expect(tablet.getByText('孩子先留在学校，由老师照看，班主任正在联系家长。')).toBeVisible();
  await expect(tablet.getByText(/不一致|不同意见|今天说好/).filter({ visible: true })).toHaveCount(0);
  await expectAccessible(tablet);

  // A release all the same is kept (R3): it asks for the PIN, and stands in the case.
  await tablet.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await tablet.getByRole('button', { name: /^交给/ }).click();
  await expect(tablet.getByText('请再输一次 PIN')).toBeVisible();
  for (const digit of '749205') {
    await tablet.getByRole('button', { name: digit, exact: true }).click();
  }
  await expect(tablet.locator('.timeline').getByText(/周桂兰 接走/)).toBeVisible();

  await signIn(leader, server, 'leader');
  await leader.goto('/office/attention');
  await expect(leader.getByText('待联系两位家长（1）')).toBeVisible();
  await expectAccessible(leader);
  await leader.getByRole('link', { name: new RegExp(CHILD) }).click();
  await expect(leader.getByText(/已由 周桂兰 接走/)).toBeVisible({ timeout: 20_000 });

  await signIn(teacher, server, 'class_teacher');
  await teacher.getByRole('link', { name: /请假单/ }).click();
  await teacher.getByRole('link', { name: new RegExp(`三年级2班.*${CHILD}`) }).click();
  await expect(teacher.getByText('今天说好由我来接')).toBeVisible();
  await expect(teacher.getByText(/请假：课外活动/)).toBeVisible();
  await expect(teacher.getByText('病假')).toHaveCount(0);
  const keep = teacher.getByRole('button', { name: '登记结果' });
  await keep.click();
  await expect(teacher.getByText('请选一下有没有接通').first()).toBeVisible();
  await expect(teacher.getByText('请选商量的结果').first()).toBeVisible();
  await expectAccessible(teacher);
  for (const who of ['陈静', '张伟']) {
    await teacher.getByRole('group', { name: new RegExp(`打给.*${who}`) }).getByText('接通了', { exact: true }).click();
  }
  await teacher.getByLabel('张伟怎么说').fill('可以晚一点');
  await teacher.getByText('不按登记的安排').click();
  await teacher.getByLabel('告诉两位家长的话').fill('今天不请假，17:30 爸爸来接。');
  await keep.click();
  await expect(teacher.getByText('没有要联系的')).toBeVisible();
  await expectAccessible(teacher);

  // Both read the outcome, and neither what the other one said.
  for (const phone of [mother, father]) {
    await expect(phone.getByText(/和两位家长都联系过了。今天不请假，17:30 爸爸来接。/)).toBeVisible({ timeout: 20_000 });
    await expect(phone.getByText(MESSAGE)).toHaveCount(0);
    await expect(phone.getByText('可以晚一点')).toHaveCount(0);
    await expectAccessible(phone);
  }
  await leader.goto('/office/attention');
  await expect(leader.getByText(/待联系两位家长/)).toHaveCount(0, { timeout: 20_000 });
});

test('a guardian who agrees after all takes the objection back', async ({ page: mother, another, server }) => {
  const father = await another();
  await signIn(father, server, 'guardian_father');
  await signIn(mother, server, 'guardian');
  await mother.getByRole('link', { name: '请假' }).first().click();
  await signs(mother);
  await mother.getByRole('button', { name: '交给学校' }).click();
  await expect(mother.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
  await father.getByRole('button', { name: '我有不同意见' }).click({ timeout: 20_000 });
  await father.getByRole('button', { name: '登记不同意见' }).click();
  await open(mother, '/family');
  await expect(mother.getByText(MESSAGE)).toBeVisible({ timeout: 20_000 });
  await expect(mother.getByRole('button', { name: '我同意了，收回不同意见' })).toHaveCount(0);
  await father.getByRole('button', { name: '我同意了，收回不同意见' }).click();
  for (const phone of [mother, father]) {
    await expect(phone.getByText(MESSAGE)).toHaveCount(0, { timeout: 20_000 });
    await expect(phone.getByText(/收回了不同意见，按登记的安排/)).toBeVisible();
  }
});
