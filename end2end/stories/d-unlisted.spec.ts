import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

test('an unlisted collector is not one tap away', async ({ page: teacher, another, server }) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await opensChild(teacher);

  await teacher.getByRole('link', { name: '不在名单上' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '先不要交接' })).toBeVisible();
  await expect(teacher.getByText(/您好，为了孩子安全/)).toBeVisible();
  await expectAccessible(teacher);

  // Pressing on without the steps hands nobody over.
  const handOver = teacher.getByRole('button', { name: '双人确认，登记接走' });
  await handOver.click();
  await expect(teacher.getByText('请先回拨，并选结果。').first()).toBeVisible();
  await expect(teacher.getByText('请选第二位确认人。').first()).toBeVisible();

  // The guardian says no: there is no way on from here.
  await teacher.getByText('家长不同意').click();
  await expect(handOver).toHaveCount(0);

  await teacher.getByText('家长同意').click();
  await teacher.getByLabel('来人姓名').fill('李芳');
  await teacher.getByLabel('自称与孩子的关系').fill('姑姑');
  await teacher.getByLabel('原因').fill('外婆生病，妈妈电话里同意');
  await teacher.getByLabel('第二位确认人').selectOption({ label: '沈国华' });
  await handOver.click();
  await expect(teacher.getByRole('heading', { level: 1, name: CHILD })).toBeVisible();
  await expect(teacher.locator('.timeline').getByText(/姑姑李芳 接走.*沈国华/)).toBeVisible();
  await expect(guardian.getByText(/李芳/).first()).toBeVisible({ timeout: 20_000 });
});
