import { CHILD, everythingSent, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { Gateway } from '../fixtures/gateway.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('a family chooses how it is told, and the gateway says no more than that', async ({
  page: guardian,
  another,
  server,
}) => {
  const gateway = await Gateway.opens();
  await server.stop();
  await server.again(gateway.settings);
  const { person } = server.login('guardian');
  await signIn(guardian, server, 'guardian');
  await open(guardian, '/settings');
  await guardian.getByRole('button', { name: /^消息提醒/ }).click();
  await expect(guardian.getByText(/学校用自己的微信或短信提醒您/)).toBeVisible();
  await expect(guardian.getByRole('checkbox', { name: '到了课后服务' })).toBeChecked();
  await guardian.getByRole('checkbox', { name: '已接走、已离校' }).uncheck();

  // Quiet hours that begin when they end are nobody's.
  await guardian.getByRole('checkbox', { name: '这段时间不提醒' }).check();
  await guardian.getByLabel('从', { exact: true }).fill('21:30');
  await guardian.getByLabel('到', { exact: true }).fill('21:30');
  await guardian.getByRole('button', { name: '保存' }).click();
  await expect(guardian.getByText('免打扰的起止时间不能相同').first()).toBeVisible();
  await guardian.getByLabel('到', { exact: true }).fill('06:30');
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '保存' }).click();
  await expect(guardian.getByText('已保存，从现在起按这样提醒。')).toBeVisible();
  await guardian.getByRole('button', { name: /^消息提醒/ }).click();
  await expect(guardian.getByRole('checkbox', { name: '已接走、已离校' })).not.toBeChecked();
  await expect(guardian.getByLabel('到', { exact: true })).toHaveValue('06:30');
  // Nobody looks at the app any more.
  await guardian.close();

  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  gateway.fails(1);
  await taps(teacher);
  await expect(() => {
    expect(gateway.to(person).map(({ type }) => type)).toEqual(['arrived']);
  }).toPass({ timeout: 40_000 });
  expect(gateway.to(person)[0]!.data.text).toBe('有一条关于孩子的消息，请打开查看');
  for (const { body } of gateway.heard) {
    expect(body).not.toMatch(new RegExp(`${CHILD}|陈静|三年级|"phone"`));
  }
  await opensChild(teacher);
  await releases(teacher, '周桂兰');
  await everythingSent(teacher);
  // The other guardian, who chose nothing, hears that, too.
  const father = server.login('guardian_father').person;
  await expect(() => {
    expect(gateway.to(father).map(({ type }) => type)).toContain('collected');
  }).toPass({ timeout: 40_000 });
  expect(gateway.to(person).map(({ type }) => type)).toEqual(['arrived']);
  await gateway.closes();
});

test('what is urgent and unread stands before the leader until somebody was reached', async ({
  page: teacher,
  another,
  server,
}) => {
  const leader = await another();
  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'duty_teacher');
  await opensChild(teacher);
  await teacher.getByRole('button', { name: '未到', exact: true }).click();
  await expect(teacher.getByText(`${CHILD} 未到，请先找一找，再打电话`)).toBeVisible();
  await everythingSent(teacher);

  const unread = leader.getByRole('link', { name: new RegExp(`${CHILD}.*点名时还没到`) });
  await open(leader, '/staff/leader');
  await expect(leader.getByRole('heading', { name: '紧急消息还没看到，请打电话' })).toBeVisible({ timeout: 40_000 });
  await expect(unread.first()).toBeVisible();
  await expectAccessible(leader);

  await open(teacher, '/staff/missing');
  const about = teacher.getByRole('region', { name: CHILD });
  await about.getByRole('button', { name: '联系家长' }).click();
  await about.getByRole('button', { name: /^登记结果：.*陈静/ }).click();
  await about.getByRole('button', { name: '在路上', exact: true }).click();
  await expect(about.getByText(/陈静：在路上/)).toBeVisible();
  await expect(unread).toHaveCount(0, { timeout: 60_000 });
});

test('a school without a gateway says what to do instead', async ({ page: guardian, server }) => {
  await signIn(guardian, server, 'guardian');
  await open(guardian, '/settings');
  await guardian.getByRole('button', { name: /^消息提醒/ }).click();
  await expect(guardian.getByText(/学校还没有开通微信或短信提醒/)).toBeVisible();
});
