import type { Page } from '@playwright/test';
import { CHILD, everythingSent, opensChild } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { camera, expectPicture, takesPhoto } from '../fixtures/photo.ts';
import { comes, pairedBy, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const NOTES = '和另一个孩子相撞';

/** What is shown in front: on a shared tablet other desks wait behind it. */
function shown(page: Page, text: string | RegExp) {
  return page.getByText(text).filter({ visible: true }).first();
}

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步', exact: true }).click();
}

/** From the child's page: what, where, how; kept and signed. */
async function writes(page: Page, sort: string, place: string, serious = false): Promise<void> {
  await page.getByRole('link', { name: '登记受伤或不适' }).click();
  await page.getByText(sort, { exact: true }).click();
  if (serious) await page.getByText('学生伤害事故').click();
  await next(page);
  await page.getByLabel('地点', { exact: true }).fill(place);
  await page.getByLabel('怎么发生的（选填）').fill('跑步时摔倒');
  await page.getByRole('button', { name: '签名并登记' }).click();
}

test('a child who fell is written down without a network, seen to, and its family reads and acknowledges', async ({
  page: teacher,
  another,
  server,
}) => {
  const [guardian, leader] = [await another(), await another()];
  const name = server.login('duty_teacher').name;
  await signIn(guardian, server, 'guardian');
  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await opensChild(teacher);
  await offline(teacher);

  await teacher.getByRole('link', { name: '登记受伤或不适' }).click();
  await expect(teacher.getByRole('heading', { name: '第 2 步，共 3 步：怎么了' })).toBeVisible();
  await next(teacher);
  await expect(teacher.getByText('请选一项。').first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByText('擦伤或割伤', { exact: true }).click();
  await next(teacher);
  await expect(teacher.getByRole('heading', { name: '第 3 步，共 3 步：在哪里，什么时候' })).toBeVisible();
  await teacher.getByLabel('地点', { exact: true }).fill('');
  await teacher.getByRole('button', { name: '签名并登记' }).click();
  await expect(teacher.getByText('请写地点，不超过 40 个字。').first()).toBeVisible();
  await teacher.getByRole('button', { name: '操场', exact: true }).click();
  await teacher.getByLabel('怎么发生的（选填）').fill('跑步时摔倒');
  await teacher.getByText('在场的人和内部备注（选填，家长看不到）').click();
  await teacher.getByLabel('内部备注').fill(NOTES);
  await expect(teacher.getByText(`由${name}签名登记。`)).toBeVisible();
  await expect(teacher.getByRole('link', { name: '改在「保护关注」里登记' })).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('button', { name: '签名并登记' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: new RegExp(CHILD) })).toBeVisible();
  await expect(teacher.getByText(`内部备注：${NOTES}`)).toBeVisible();

  // What comes next, one big button after the other; a wrong one is taken back.
  await teacher.getByRole('button', { name: '现场处理', exact: true }).click();
  await teacher.getByLabel('说明（选填）').fill('清洗，贴创可贴');
  await teacher.getByRole('button', { name: '登记现场处理' }).click();
  await expect(teacher.locator('.timeline').getByText('现场处理：清洗，贴创可贴')).toBeVisible();
  await teacher.getByRole('button', { name: '联系家长', exact: true }).click();
  await teacher.getByRole('button', { name: '登记联系家长' }).click();
  await expect(teacher.getByText('请选联系了谁。')).toBeVisible();
  await teacher.getByLabel('联系了谁').selectOption({ label: '妈妈 陈静' });
  await expectAccessible(teacher);
  await teacher.getByRole('button', { name: '登记联系家长' }).click();
  await expect(teacher.locator('.timeline').getByText('联系家长：妈妈')).toBeVisible();
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(teacher.locator('.timeline s').filter({ hasText: '联系家长：妈妈' })).toBeVisible();
  await teacher.getByRole('button', { name: '联系家长', exact: true }).click();
  await teacher.getByLabel('联系了谁').selectOption({ label: '妈妈 陈静' });
  await teacher.getByRole('button', { name: '登记联系家长' }).click();
  await expect(teacher.getByText('家长还没有点「我已知晓」。')).toBeVisible();

  // The knee, for the family too; a paper of the school's own step, for staff alone.
  await teacher.getByText('添加照片', { exact: true }).click();
  await expect(teacher.getByText('孩子的家长会看到这张照片', { exact: false })).toBeVisible();
  await takesPhoto(teacher, await camera(teacher));
  await expect(teacher.getByText('照片已存本机').first()).toBeVisible();
  await expectPicture(teacher, '.face img');
  await expect(teacher.getByText('照片还没有送到学校')).toBeVisible();
  await teacher.getByLabel('照片拍的是').selectOption({ index: 2 });
  await expect(teacher.getByText('这一步的照片家长看不到。')).toBeVisible();
  await takesPhoto(teacher, await camera(teacher, '#222'));
  await expect(teacher.locator('.face')).toHaveCount(2);
  await expectAccessible(teacher);
  // A third one is wrong, and taken back.
  await takesPhoto(teacher, await camera(teacher, '#225'));
  await expect(teacher.locator('.face')).toHaveCount(3);
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(teacher.locator('.face')).toHaveCount(2);
  await expect(teacher.getByText(/已拿掉（/)).toBeVisible();
  await online(teacher);
  await everythingSent(teacher);

  await expect(guardian.getByText(/一鸣 15:\d\d 在操场：擦伤或割伤/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/现场处理：清洗，贴创可贴/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(NOTES)).toHaveCount(0);
  await expectPicture(guardian, '.card .face img');
  await expect(guardian.locator('.face')).toHaveCount(1);
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '我已知晓' }).click();
  await expect(guardian.getByText(/^您 .* 已知晓。/)).toBeVisible();
  await expect(guardian.getByRole('button', { name: '我已知晓' })).toHaveCount(0);

  await leader.getByRole('link', { name: '值日', exact: true }).click();
  await leader.getByRole('link', { name: /^受伤或不适/ }).click();
  await leader.getByRole('link', { name: new RegExp(`${CHILD} · 擦伤或割伤`) }).click({ timeout: 20_000 });
  await expect(leader.locator('.timeline').getByText('家长已知晓')).toBeVisible({ timeout: 20_000 });
  await leader.getByRole('button', { name: '登记跟进完毕' }).click();
  await expect(leader.getByText('请写一句结果。')).toBeVisible();
  await leader.getByLabel('结果', { exact: true }).fill('孩子已回到教室');
  await leader.getByRole('button', { name: '登记跟进完毕' }).click();
  await expect(leader.locator('.timeline').getByText('已跟进完毕：孩子已回到教室')).toBeVisible();
  await expectAccessible(leader);
  await open(leader, '/staff/incidents');
  await expect(leader.getByRole('heading', { name: '今天已跟进完毕' })).toBeVisible();
  await expect(guardian.getByText('老师还在跟进。')).toHaveCount(0, { timeout: 20_000 });
});

test('an injury accident stands out for leader and office, goes on paper, and a wrong record stays readable', async ({
  page: office,
  another,
  server,
}) => {
  const [teacher, guardian] = [await another(), await another()];
  await signIn(office, server, 'office');
  await signIn(guardian, server, 'guardian');
  await signIn(teacher, server, 'duty_teacher');
  await opensChild(teacher);
  await writes(teacher, '头部受撞', '走廊', true);
  await expect(teacher.getByRole('button', { name: '告知值日行政', exact: true })).toBeVisible();
  await teacher.getByRole('button', { name: '上报', exact: true }).click();
  await expect(teacher.getByText(/区里的系统还没有接通/)).toBeVisible();
  await teacher.getByRole('button', { name: '取消' }).click();
  await teacher.getByText('添加照片', { exact: true }).click();
  await takesPhoto(teacher, await camera(teacher));
  await expectPicture(teacher, '.face img');

  await open(office, '/staff/leader');
  await expect(office.getByText('学生伤害事故，还在跟进')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(office);
  await open(office, '/office/attention');
  await office.getByRole('link', { name: new RegExp(`学生伤害事故 · .*${CHILD}`) }).click({ timeout: 20_000 });
  await office.getByRole('link', { name: '打印登记表' }).click();
  await expect(office.getByRole('heading', { name: '学生伤害事故登记表' })).toBeVisible();
  await expectPicture(office, '.paper img');
  await expectAccessible(office);
  await expect(office.getByText(/^内部资料/)).toHaveCount(0);
  await office.getByRole('button', { name: '加上内部内容' }).click();
  await expect(office.getByText(/^内部资料/)).toBeVisible();
  await office.emulateMedia({ media: 'print' });
  await expect(office.getByRole('button', { name: '打印登记表' })).toBeHidden();
  await office.emulateMedia({ media: 'screen' });

  await expect(guardian.getByText(/一鸣 15:\d\d 在走廊：头部受撞/)).toBeVisible({ timeout: 20_000 });
  await expectPicture(guardian, '.card .face img');
  await teacher.getByText('有写错的？').click();
  await teacher.getByLabel('哪一条').selectOption({ label: '整份登记' });
  await teacher.getByLabel('为什么更正').fill('点错了孩子');
  await teacher.getByRole('button', { name: '更正这一条' }).click();
  await expect(teacher.getByText(/这份登记已作废：点错了孩子/)).toBeVisible();
  await expect(teacher.locator('.timeline').getByText(/头部受撞 · 走廊/)).toBeVisible();
  // It may have been another child: of what happened the family reads nothing any more.
  await expect(guardian.getByText(/^15:\d\d 的一份登记写错了，已作废$/)).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/头部受撞|走廊|跑步时摔倒/)).toHaveCount(0);
  await expect(guardian.locator('.face')).toHaveCount(0);
  await expectAccessible(guardian);
  await open(office, '/office/attention');
  await expect(office.getByRole('link', { name: /学生伤害事故 · / })).toHaveCount(0, { timeout: 20_000 });
});

test('two children are written at once on a shared tablet, and the gate reads of neither', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await comes(tablet, server.login('duty_teacher').name);
  await tablet.getByRole('link', { name: '受伤或不适', exact: true }).filter({ visible: true }).click();
  await expect(shown(tablet, '今天没有孩子受伤或不适。')).toBeVisible({ timeout: 20_000 });
  await tablet.getByRole('link', { name: '登记受伤或不适' }).filter({ visible: true }).click();
  await next(tablet);
  await expect(shown(tablet, '请先选一个孩子。')).toBeVisible();
  const search = tablet.getByRole('searchbox').filter({ visible: true });
  await search.fill('zym');
  await tablet.getByRole('button', { name: new RegExp(`^选择.*${CHILD}`) }).click();
  await search.fill('w');
  await tablet.getByRole('button', { name: /^选择/ }).first().click();
  await expect(tablet.getByRole('button', { name: /点一下取消$/ })).toHaveCount(2);
  await next(tablet);
  await shown(tablet, '磕碰').click();
  await next(tablet);
  await tablet.getByRole('button', { name: '操场', exact: true }).click();
  await tablet.getByRole('button', { name: '签名并登记' }).click();
  await types(tablet);
  await expect(shown(tablet, '还在跟进：2 项')).toBeVisible();
  await tablet.getByRole('link', { name: new RegExp(`${CHILD} · 磕碰`) }).click();
  await expect(shown(tablet, /^同时受伤或不适：/)).toBeVisible();

  const guard = await another();
  await signIn(guard, server, 'guard');
  await open(guard, '/staff/incidents');
  await expect(guard.getByText('这一页给值班老师、青保老师、值日行政和办公室。')).toBeVisible();
  await expect(guard.getByText('磕碰')).toHaveCount(0);

  // The gate writes one, is told that it is kept, and goes back to its work.
  await guard.getByRole('link', { name: '登记受伤或不适' }).click();
  await guard.getByRole('searchbox').fill('zym');
  await guard.getByRole('button', { name: new RegExp(`^选择.*${CHILD}`) }).click();
  await next(guard);
  await guard.getByText('磕碰', { exact: true }).click();
  await next(guard);
  await guard.getByRole('button', { name: '签名并登记' }).click();
  await expect(guard.getByText('请写地点，不超过 40 个字。').first()).toBeVisible();
  await guard.getByLabel('地点', { exact: true }).fill('校门');
  await guard.getByRole('button', { name: '签名并登记' }).click();
  await expect(guard.getByText('已登记，已存本机')).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('main').getByRole('link', { name: '返回' }).click();
  await expect(guard.getByRole('heading', { level: 1, name: '校门' })).toBeVisible();
});
