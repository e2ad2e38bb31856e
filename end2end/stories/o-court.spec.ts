import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, taps } from '../fixtures/afternoon.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('a guardian whom a court paper bars is not offered, and sees nothing more', async ({
  page: office,
  another,
  server,
}) => {
  const [teacher, father] = [await another(), await another()];
  await signIn(father, server, 'guardian_father');
  await expect(father.getByText(CHILD).first()).toBeVisible();
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await opensChild(teacher);
  const fathersTile = teacher.locator('.release-person').filter({ hasText: '张伟' });
  await expect(fathersTile).toBeVisible();

  await signIn(office, server, 'office');
  await open(office, '/office/court');
  await office.getByRole('button', { name: '登记法院文书' }).click();
  const keep = office.getByRole('button', { name: '登记', exact: true });
  await keep.click();
  await expect(office.getByText('请填写文书编号，不超过 40 个字').first()).toBeVisible();
  await office.getByRole('searchbox').fill('zym');
  await office.getByRole('button', { name: new RegExp(`三年级2班 ${CHILD}`) }).click();
  await office.getByLabel('哪位家长').selectOption({ label: '爸爸 张伟' });
  await office.getByLabel('文书编号').fill('（2026）沪0107民初12号');
  await office.getByText('这段时间看不到孩子的记录').click();
  await expectAccessible(office);
  await keep.click();
  await expect(office.getByText(/三年级2班 张一鸣 · 张伟不能接/)).toBeVisible();

  // The tablet learns who, and never why.
  await expect(fathersTile).toHaveCount(0, { timeout: 20_000 });
  await expect(teacher.getByText('请先不交接，孩子留在室内，请联系值日行政。')).toBeVisible();
  await expect(teacher.getByText(/法院|民初/)).toHaveCount(0);
  await expect(teacher.locator('.release-person').filter({ hasText: '陈静' })).toBeVisible();
  await expectAccessible(teacher);
  await expect(father.getByText(CHILD)).toHaveCount(0, { timeout: 20_000 });
  await expectAccessible(father);

  // Lifted again: the father is offered.
  await office.getByRole('button', { name: /张伟不能接/ }).click();
  await office.getByRole('button', { name: '解除这份文书' }).click();
  await expect(office.getByText('没有登记法院文书')).toBeVisible();
  await expect(fathersTile).toBeVisible({ timeout: 20_000 });
  await expectAccessible(office);
});
