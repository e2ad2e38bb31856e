import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, everythingSent, findChild, opensChild, stops } from '../fixtures/afternoon.ts';
import { digits, makesPass, opensPasses } from '../fixtures/passes.ts';
import { camera, expectPicture } from '../fixtures/photo.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test('the lists are on paper before the first release, with nothing that is nobody else’s', async ({
  page: office,
  server,
}) => {
  await signIn(office, server, 'office');
  await open(office, '/office');
  await office.getByRole('link', { name: /纸质登记表/ }).click();
  const sheets = office.locator('.paper-list');
  await expect(sheets.first()).toBeVisible({ timeout: 20_000 });
  const row = sheets.locator('tr').filter({ hasText: CHILD }).first();
  await expect(row).toContainText('外婆 周桂兰');
  await expect(row).toContainText('三年级2班');
  for (const text of await sheets.allTextContents()) {
    expect(text).not.toMatch(/\d{11}|过敏|法院/);
  }
  // One group alone.
  const all = await sheets.count();
  expect(all).toBeGreaterThan(1);
  await office.getByLabel('小组').selectOption({ index: 1 });
  await expect(sheets).toHaveCount(1);
  await expectAccessible(office);
  await office.emulateMedia({ media: 'print' });
  await expect(office.getByRole('button', { name: '打印', exact: true })).toBeHidden();
  await expect(sheets).toBeVisible();
});

test('a pass of somebody who must not collect is on no sheet, and the sheet tells no reason', async ({
  page: office,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await makesPass(guardian);
  await digits(guardian);

  await signIn(office, server, 'office');
  await open(office, '/office');
  await office.getByRole('link', { name: /纸质登记表/ }).click();
  const sheets = office.locator('.paper-list');
  const row = sheets.locator('tr').filter({ hasText: CHILD }).first();
  await expect(row).toContainText('小姨 王芳（今天，凭接送码）', { timeout: 20_000 });
  await expect(row).not.toContainText('※');

  await open(guardian, '/family');
  await guardian.getByRole('link', { name: '接送人' }).first().click();
  await stops(guardian, '王芳');
  await everythingSent(guardian);

  await expect(row).toContainText('※', { timeout: 20_000 });
  await expect(row).not.toContainText('王芳');
  await expect(row).not.toContainText('交接');
  await expect(sheets.first()).toContainText('※ 交接前请先联系值日行政。');
});

test('what stood on paper is entered later, with the time and whose sheet it was', async ({
  page: teacher,
  another,
  server,
}) => {
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  const row = await findChild(teacher);
  await offline(teacher);

  // The roll: without a time nothing is kept, and a time to come is a slip.
  await teacher.getByRole('button', { name: /^补记、补录/ }).click();
  await row.locator('.roll-tap').click();
  await expect(teacher.getByText('请写实际时间，例如 17:05。')).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByLabel('实际是几点').fill('23:50');
  await row.locator('.roll-tap').click();
  await expect(teacher.getByText('还没到这个时间，请看一下。')).toBeVisible();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'false');
  await teacher.getByLabel('实际是几点').fill('15:02');
  await teacher.getByLabel('按谁的纸质登记').selectOption({ label: '沈国华' });
  await expect(teacher.getByText('正在补记：接下来登记的，都记在 15:02。')).toBeVisible();
  // The sheet itself, whole: the proof of what is copied from it.
  await teacher.getByText('拍下沈国华的纸质登记表').click();
  const sheet = { name: 'IMG_2042.jpg', mimeType: 'image/jpeg', buffer: await camera(teacher) };
  await teacher.locator('.photo-input').last().setInputFiles(sheet);
  await expect(teacher.getByText('照片已存本机').first()).toBeVisible();
  await expectAccessible(teacher);
  await row.locator('.roll-tap').click();
  await expect(row.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');

  await opensChild(teacher);
  const arrived = teacher.locator('.timeline li').filter({ hasText: '15:02' });
  await expect(arrived.getByText(/15:\d\d 补录，沈国华的纸质登记/)).toBeVisible();

  // The release: whoever wrote the sheet released the child.
  await teacher.getByRole('button', { name: /^补记、补录/ }).click();
  await teacher.getByLabel('实际是几点').fill('15:06');
  await teacher.getByLabel('按谁的纸质登记').selectOption({ label: '沈国华' });
  await expectAccessible(teacher);
  await teacher.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await teacher.getByRole('button', { name: /^交给/ }).click();
  const released = teacher.locator('.timeline li').filter({ hasText: '15:06' });
  await expect(released.getByText(/周桂兰 接走，沈国华 登记/)).toBeVisible();
  await expect(released.getByText(/补录，沈国华的纸质登记/)).toBeVisible();
  await expectAccessible(teacher);

  await online(teacher);
  const told = guardian.locator('.timeline li').filter({ hasText: '15:06' }).first();
  await expect(told).toContainText('沈国华的纸质登记', { timeout: 20_000 });

  // The leader has it, and whoever photographed it does not any more.
  await everythingSent(teacher);
  const leader = await another();
  await signIn(leader, server, 'leader');
  await open(leader, '/staff/paper-day');
  await expect(leader.getByText(/，沈国华的纸质登记表/)).toBeVisible({ timeout: 20_000 });
  await expectPicture(leader, '.face img');
  await expectAccessible(leader);
  await open(teacher, '/staff/paper-day');
  await expect(teacher.locator('.paper-list').first()).toBeVisible({ timeout: 20_000 });
  await expect(teacher.getByRole('heading', { name: '拍下的纸质登记表' })).toHaveCount(0);
});

test('a round that was made before is written down with its own time', async ({ page: leader, server }) => {
  await signIn(leader, server, 'leader');
  await open(leader, '/staff/leader');
  await leader.getByRole('button', { name: /^补记、补录/ }).click({ timeout: 20_000 });
  await leader.getByLabel('实际是几点').fill('15:01');
  await leader.getByRole('button', { name: /^巡查/ }).first().click();
  await leader.getByRole('button', { name: '一切正常' }).first().click();
  const made = leader.locator('.cell').filter({ hasText: '15:01' });
  await expect(made.getByText(/15:\d\d 补记/)).toBeVisible();
  await expectAccessible(leader);
});
