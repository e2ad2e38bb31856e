import { expectAccessible } from '../fixtures/axe.ts';
import { everythingSent, opensChild, taps } from '../fixtures/afternoon.ts';
import {
  CHILD,
  digits,
  handsOver,
  makesPass,
  opensPasses,
  scans,
  signedFor,
  typesCode,
  withScanner,
} from '../fixtures/passes.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test('a pass is typed at one tablet and scanned at another, both without a network: one case', async ({
  page: guardian,
  another,
  server,
}) => {
  const [gate, room] = [await another(), await another()];
  await withScanner(room.context());
  // The room's tablet has no network from before the pass was made.
  await signIn(room, server, 'class_teacher');
  await keptOffline(room, 'staff');
  await taps(room);
  await opensChild(room);
  await expect(room.locator('.release-person').first()).toBeVisible();
  await everythingSent(room);
  await room.goBack();
  await expect(room.locator('.release-person').first()).toBeVisible({ timeout: 20_000 });
  await offline(room);
  await expect(room.getByText('现在没有网络')).toBeVisible();

  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '新的临时接送码' }).click();
  await guardian.getByRole('button', { name: '生成接送码' }).click();
  await expect(guardian.getByText('请写姓名').first()).toBeVisible();
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '取消' }).click();
  await makesPass(guardian);
  const code = await digits(guardian);
  await expect(guardian.getByText('只能用一次').first()).toBeVisible();
  await expectAccessible(guardian);
  const { token } = (await signedFor(guardian))[0]!;

  await signIn(gate, server, 'duty_teacher');
  await keptOffline(gate, 'staff');
  await opensChild(gate);
  await expect(gate.locator('.release-person').first()).toBeVisible({ timeout: 20_000 });
  await offline(gate);

  // Six digits: wrong ones are heard again, the right ones name who comes.
  await typesCode(gate, code === '000000' ? '111111' : '000000');
  await expect(gate.getByText('还可以试 4 次')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(gate);
  for (const digit of code) {
    await gate.getByRole('dialog').getByRole('button', { name: digit, exact: true }).click();
  }
  await expect(gate.getByText('接送码有效')).toBeVisible({ timeout: 20_000 });
  await expect(gate.getByRole('button', { name: /^交给.*王芳/ })).toBeInViewport({ ratio: 1 });
  await expectAccessible(gate);
  await handsOver(gate, '王芳');

  // The other tablet knows nothing of pass and release: the school's signature is enough.
  await scans(room, token);
  await expect(room.getByText('接送码有效')).toBeVisible();
  await expect(room.getByText('码上只写着：小姨 王')).toBeVisible();
  await expectAccessible(room);
  await room.getByLabel('来接的人全名').fill('王芳');
  await handsOver(room, '王芳');
  for (const tablet of [gate, room]) {
    const release = tablet.locator('.timeline li').filter({ hasText: '王芳 接走' });
    await expect(release.getByText('离线登记')).toBeVisible();
    await expect(tablet.getByText('现在没有网络')).toBeVisible();
  }

  await online(gate);
  await online(room);
  const office = await another();
  await signIn(office, server, 'office');
  await office.goto('/office/attention');
  const twice = office.getByText('同一个临时接送码接了两次');
  await expect(twice).toHaveCount(1, { timeout: 20_000 });
  await expect(office.getByText(CHILD)).toHaveCount(1);
  await expectAccessible(office);

  // The guardian's list says when it was used.
  await guardian.getByRole('button', { name: '返回' }).click();
  await expect(guardian.getByText(/\d\d:\d\d 已使用/)).toBeVisible({ timeout: 20_000 });
});

test('a card that was cancelled, a changed code and another day are told calmly', async ({
  page: guardian,
  another,
  server,
}) => {
  const teacher = await another();
  await withScanner(teacher.context());
  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await guardian.getByRole('button', { name: '新的接送卡' }).click();
  await guardian.getByLabel('姓名').fill('周秀珍');
  await guardian.getByLabel('是孩子的什么人').fill('奶奶');
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '生成接送卡' }).click();
  const card = guardian.locator('.paper-card');
  await expect(card.getByText('三年级2班 张同学')).toBeVisible({ timeout: 20_000 });
  await expect(card.getByText(CHILD)).toHaveCount(0);
  await expectAccessible(guardian);
  const number = (await card.getByText(/^No\. \d+$/).textContent())!.slice(4);
  await guardian.getByRole('button', { name: '返回' }).click();
  await makesPass(guardian, '王芳', '小姨', '2026-11-25');
  await digits(guardian);
  const signed = await signedFor(guardian);
  const cardToken = signed.find((one) => one.number)!.token;
  const tomorrows = signed.find((one) => one.code)!.token;

  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await opensChild(teacher);
  const holder = teacher.locator('.release-person').filter({ hasText: '周秀珍' });
  await expect(holder.getByText(`No. ${number}`)).toBeVisible({ timeout: 20_000 });
  await scans(teacher, cardToken);
  await expect(teacher.getByText('接送卡有效')).toBeVisible();
  await expectAccessible(teacher);

  const changed = cardToken.slice(0, 30) + (cardToken[30] === 'A' ? 'B' : 'A') + cardToken.slice(31);
  await scans(teacher, changed);
  await expect(teacher.getByText('不是本校签发的')).toBeVisible();
  await scans(teacher, tomorrows);
  await expect(teacher.getByText(/这是.*的接送码，不是今天的/)).toBeVisible();
  await expectAccessible(teacher);
  // No digits for today: the way is said, not closed.
  await teacher.getByRole('button', { name: '输入口令码' }).click();
  await expect(teacher.getByText(/今天没有给张一鸣的口令码/)).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('dialog').getByRole('button', { name: '关闭' }).click();

  // Lost: the office cancels it on the child's page, and the tablet hears of it.
  const office = await another();
  await signIn(office, server, 'office');
  await open(office, new URL(teacher.url()).pathname);
  await office.getByRole('button', { name: `取消接送卡 No. ${number}` }).click();
  await expect(office.getByRole('button', { name: `取消接送卡 No. ${number}` })).toHaveCount(0);
  await expectAccessible(office);
  await expect(holder).toHaveCount(0, { timeout: 20_000 });
  // Passes of today stand on the child's page; only the office stops one.
  await guardian.getByRole('button', { name: '返回' }).click();
  await makesPass(guardian, '赵强', '舅舅');
  await digits(guardian);
  const expected = teacher.locator('.cell').filter({ hasText: '赵强' });
  await expect(expected.getByText(/舅舅 · 15:00–.*由陈静生成/)).toBeVisible({ timeout: 20_000 });
  await expect(expected.getByRole('button')).toHaveCount(0);
  await office.getByRole('button', { name: '停用给赵强的接送码' }).click();
  await expect(expected).toHaveCount(0, { timeout: 20_000 });
  await expect(guardian.getByText('已停用，不能再用')).toBeVisible({ timeout: 20_000 });
  await expect(guardian.locator('.paper')).toHaveCount(0);
  await expectAccessible(guardian);
  await scans(teacher, cardToken);
  await expect(teacher.getByText('已经停用')).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('link', { name: '和家长核实' }).click();
  await expect(teacher.getByText('先不要交接').or(teacher.getByText(/回拨/)).first()).toBeVisible();
});

test('a pass made without a network says that it counts once the school has it', async ({
  page: guardian,
  server,
}) => {
  await signIn(guardian, server, 'guardian');
  await keptOffline(guardian, 'family');
  await opensPasses(guardian);
  await offline(guardian);
  await makesPass(guardian);
  await expect(guardian.getByText('到学校后生效').first()).toBeVisible();
  await expectAccessible(guardian);
  await online(guardian);
  await digits(guardian);

  // Without a share sheet the picture is there to be pressed long; it names nobody.
  await guardian.getByRole('button', { name: '发图片' }).click();
  await expect(guardian.getByRole('img', { name: '接送码图片' })).toBeVisible();
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '撤回这个码' }).click();
  await expect(guardian.getByText('已撤回').first()).toBeVisible();
  await expect(guardian.locator('.paper')).toHaveCount(0);
  await expectAccessible(guardian);
});

test('without a camera the six digits are always there', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await opensChild(teacher);
  await expect(teacher.getByRole('button', { name: '输入口令码' })).toBeVisible();
  await teacher.getByRole('button', { name: '扫一扫' }).click();
  await expect(teacher.getByText(/打不开摄像头/)).toBeVisible({ timeout: 20_000 });
  await expect(teacher.getByText(/今天没有给张一鸣的口令码/)).toBeVisible();
  await expectAccessible(teacher);
});

test('five wrong codes close the way for the child, also after a restart', async ({
  page: guardian,
  another,
  server,
}) => {
  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await makesPass(guardian);
  const code = await digits(guardian);

  const gate = await another();
  await signIn(gate, server, 'duty_teacher');
  await taps(gate);
  await opensChild(gate);
  await expect(gate.locator('.release-person').first()).toBeVisible({ timeout: 20_000 });
  const other = code === '000000' ? '111111' : '000000';
  await typesCode(gate, other);
  for (const left of [4, 3, 2, 1]) {
    await expect(gate.getByText(`还可以试 ${left} 次`)).toBeVisible({ timeout: 20_000 });
    for (const digit of other) {
      await gate.getByRole('dialog').getByRole('button', { name: digit, exact: true }).click();
    }
  }
  await expect(gate.getByText('试的次数太多了。请扫码')).toBeVisible({ timeout: 20_000 });

  await gate.reload();
  await expect(gate.locator('.release-person').first()).toBeVisible({ timeout: 20_000 });
  await gate.getByRole('button', { name: '输入口令码' }).click();
  await expect(gate.getByText('试的次数太多了。请扫码')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(gate);
});
