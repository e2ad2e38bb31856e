import { expectAccessible } from '../fixtures/axe.ts';
import { findChild } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

test('a child who is there and not on the list is taken in with one tap', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  // 张一鸣 does not stay for late care on Tuesdays.
  await teacher.getByRole('tab', { name: '晚托' }).click();
  const row = await findChild(teacher);
  await expect(row.getByText('今天不参加')).toBeVisible();
  await row.locator('.roll-tap').click();
  await expect(teacher.getByText('张一鸣 已临时留校，家长会收到消息')).toBeVisible();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(teacher);
  await expect(guardian.getByText(/临时留校/).first()).toBeVisible({ timeout: 20_000 });
});

test('a wrong tap is taken back, and both entries stay readable', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  const row = await findChild(teacher);
  await row.locator('.roll-tap').click();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'false');
  await row.getByRole('link', { name: '打开张一鸣' }).click();
  await expect(teacher.getByText(/已更正/)).toBeVisible();
  await expect(teacher.getByText(/更正：登记有误，撤销/)).toBeVisible();
});
