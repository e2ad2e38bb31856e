import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, taps } from '../fixtures/afternoon.ts';
import { comes, pairedBy, passesOn, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

const AGAIN = '请再输一次 PIN';

test('one PIN opens a release session: two taps a child, also offline, and the PIN again for a correction', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await tablet.clock.install();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  const teacher = server.login('duty_teacher').name;
  await comes(tablet, teacher);
  await taps(tablet);
  await opensChild(tablet);
  await tablet.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await tablet.getByRole('button', { name: /^交给/ }).click();
  await expect(tablet.getByText(AGAIN).filter({ visible: true })).toHaveCount(0);
  await expect(tablet.locator('.timeline').getByText(new RegExp(`周桂兰 接走，${teacher}`))).toBeVisible();

  // A correction is out of the ordinary.
  await tablet.getByRole('button', { name: '更正最后一条' }).click();
  await tablet.getByLabel('哪里不对').fill('点错了人');
  await tablet.getByRole('button', { name: '登记更正' }).click();
  await expect(tablet.getByText(AGAIN)).toBeVisible();
  await types(tablet);
  await expect(tablet.getByText(/更正：点错了人/)).toBeVisible();

  // Three idle minutes end the session; so does 'pass on'.
  await tablet.clock.fastForward('03:10');
  await expect(tablet.getByRole('heading', { name: '请问是哪位老师？' })).toBeVisible();
  await comes(tablet, teacher);
  await passesOn(tablet);
  await expectAccessible(tablet);
});

test('a screen that goes off ends the session', async ({ page: tablet, another, server }) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await comes(tablet, server.login('duty_teacher').name);
  await tablet.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(tablet.getByRole('heading', { name: '请问是哪位老师？' })).toBeVisible();
});

test('where a court paper bars somebody, a release to anybody asks for the PIN again', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await open(office, '/office/court');
  await office.getByRole('button', { name: '登记法院文书' }).click();
  await office.getByRole('searchbox').fill('zym');
  await office.getByRole('button', { name: new RegExp(`三年级2班 ${CHILD}`) }).click();
  await office.getByLabel('哪位家长').selectOption({ label: '爸爸 张伟' });
  await office.getByLabel('文书编号').fill('（2026）沪0107民初12号');
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await expect(office.getByRole('button', { name: /张伟不能接/ })).toBeVisible();

  await comes(tablet, server.login('duty_teacher').name);
  await taps(tablet);
  await opensChild(tablet);
  await expect(tablet.getByText('请先不交接，孩子留在室内，请联系值日行政。')).toBeVisible({ timeout: 20_000 });
  await tablet.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await tablet.getByRole('button', { name: /^交给/ }).click();
  await expect(tablet.getByText(AGAIN)).toBeVisible();
  await expectAccessible(tablet);
  await types(tablet);
  await expect(tablet.locator('.timeline').getByText(/周桂兰 接走/)).toBeVisible();
});

test('the hand-over of a class asks for the PIN', async ({ page: tablet, another, server }) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await comes(tablet, server.login('class_teacher').name);
  await tablet.getByRole('link', { name: '放学', exact: true }).filter({ visible: true }).click();
  await tablet.getByRole('link', { name: /三年级2班/ }).filter({ visible: true }).click();
  await tablet.getByRole('button', { name: '登记交接' }).click();
  await expect(tablet.getByText(AGAIN)).toBeVisible();

  // Whoever turns the page is asked no more, and nothing breaks.
  await tablet.goBack();
  await expect(tablet.getByText(AGAIN)).toBeHidden();
  await tablet.getByRole('link', { name: /三年级2班/ }).filter({ visible: true }).click();
  await tablet.getByRole('button', { name: '登记交接' }).click();
  await expect(tablet.getByText(AGAIN)).toBeVisible();
  await types(tablet);
  await expect(tablet.getByRole('heading', { level: 1, name: /放学/ }).filter({ visible: true })).toBeVisible();
});

test('who is next: two taps a child from one list, and whoever is not here yet comes last', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await teacher.getByRole('searchbox').fill('');
  const second = teacher.locator('.roll-row').filter({ hasNotText: CHILD }).first();
  const name = (await second.locator('.roll-name').textContent())!;
  await second.locator('.roll-tap').click();
  await expect(teacher.getByText(`${name} 已点到`)).toBeVisible();

  // Somebody asked for a child and went away again.
  await opensChild(teacher);
  await teacher.getByRole('link', { name: '不在名单上' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '先不要交接' })).toBeVisible();
  await teacher.getByRole('link', { name: '名单', exact: true }).click();
  await teacher.getByRole('link', { name: '放学顺序' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '放学顺序' })).toBeVisible();
  const rows = teacher.getByRole('list', { name: '放学顺序' }).locator('.roll-row');
  await expect(rows).toHaveCount(2);
  const first = (await rows.first().locator('.roll-name').textContent())!;
  await rows.first().getByRole('button', { name: /没来/ }).click();
  await expect(rows.last().locator('.roll-name')).toHaveText(first);
  await expectAccessible(teacher);

  await rows.filter({ hasText: CHILD }).locator('.roll-tap').click();
  await teacher.getByRole('button', { name: /^交给.*周桂兰/ }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.filter({ hasText: CHILD })).toHaveCount(0);
});
