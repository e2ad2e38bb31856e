import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { comes, offersCode, pairedBy, passesOn, picks, PIN, PLACE, types } from '../fixtures/tablet.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test('two teachers share a tablet without a network, and each act has its person', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await expect(tablet.getByRole('heading', { level: 1, name: PLACE })).toBeVisible();
  await expectAccessible(tablet);
  await keptOffline(tablet, 'staff');
  const [teacher, leader] = [server.login('duty_teacher').name, server.login('leader').name];

  await offline(tablet);
  await comes(tablet, teacher);
  await taps(tablet);
  await opensChild(tablet);
  await releases(tablet, '周桂兰');
  await passesOn(tablet);
  await comes(tablet, leader);
  await expect(tablet.getByRole('heading', { level: 1, name: '今日名单' }).filter({ visible: true })).toBeVisible();
  await opensChild(tablet);
  await expect(
    tablet.locator('.desk:not([hidden]) .timeline').getByText(new RegExp(`周桂兰 接走，${teacher}`)),
  ).toBeVisible();
  await passesOn(tablet);
  await online(tablet);

  const own = await another();
  await signIn(own, server, 'class_teacher');
  await opensChild(own);
  await expect(own.locator('.timeline').getByText(new RegExp(`周桂兰 接走，${teacher}`))).toBeVisible({
    timeout: 20_000,
  });
});

test('what was typed waits for its author, while somebody else has the tablet', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  const [teacher, leader] = [server.login('duty_teacher').name, server.login('leader').name];
  await comes(tablet, teacher);
  await taps(tablet);
  await opensChild(tablet);
  await tablet.getByRole('link', { name: '不在名单上' }).click();
  await tablet.getByLabel('来人姓名').fill('李芳');
  await passesOn(tablet);
  await expect(tablet.getByLabel('来人姓名')).toBeHidden();

  await comes(tablet, leader);
  await expect(tablet.getByLabel('来人姓名')).toBeHidden();
  await passesOn(tablet);

  await comes(tablet, teacher);
  await expect(tablet.getByLabel('来人姓名')).toHaveValue('李芳');
});

test('the screen stays on while somebody is at the tablet, and a wrong PIN is felt', async ({
  page: tablet,
  another,
  server,
}) => {
  // What the browser is asked for; whether a screen goes dark, no page can see.
  await tablet.context().addInitScript(() => {
    const asked = { requests: 0, locks: 0, felt: [] as unknown[] };
    const request = async () => {
      asked.requests += 1;
      asked.locks += 1;
      return { release: async () => void (asked.locks -= 1) };
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
    navigator.vibrate = (pattern) => asked.felt.push(pattern) > 0;
    Object.assign(window, { asked });
  });
  const asked = (what: string) => tablet.evaluate(`JSON.stringify(window.asked.${what})`);
  const office = await another();
  await pairedBy(office, tablet, server);
  const teacher = server.login('duty_teacher').name;
  await picks(tablet, teacher);
  await types(tablet, '306418');
  await expect(tablet.getByText('不对，还可以试 4 次')).toBeVisible();
  expect(await asked('felt')).toBe('[[90,80,90]]');
  expect(await asked('locks')).toBe('0');
  await types(tablet);
  await expect(tablet.getByText(`${teacher} 在用`)).toBeVisible();
  await expect.poll(() => asked('locks')).toBe('1');
  await tablet.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => asked('requests')).toBe('2');
  await expect.poll(() => asked('locks')).toBe('1');

  // Turned off on this device.
  await tablet.getByRole('link', { name: '设置' }).click();
  await tablet.getByText('关', { exact: true }).click();
  await tablet.getByRole('link', { name: '名单', exact: true }).click();
  await passesOn(tablet);
  await expect.poll(() => asked('locks')).toBe('0');
  await picks(tablet, teacher);
  await types(tablet, '306418');
  await expect(tablet.getByText('不对，还可以试 4 次')).toBeVisible();
  expect(await asked('felt')).toBe('[[90,80,90]]');
});

test('an idle tablet asks who is there', async ({ page: tablet, another, server }) => {
  const office = await another();
  await tablet.clock.install();
  await pairedBy(office, tablet, server);
  await comes(tablet, server.login('duty_teacher').name);
  await tablet.clock.fastForward('02:50');
  await expect(tablet.getByRole('heading', { name: '请问是哪位老师？' })).toHaveCount(0);
  await tablet.clock.fastForward('00:20');
  await expect(tablet.getByRole('heading', { name: '请问是哪位老师？' })).toBeVisible();
});

test('five wrong tries lock the person, a leader unlocks, all without a network', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  const [teacher, leader] = [server.login('duty_teacher').name, server.login('leader').name];
  await picks(tablet, teacher);
  for (const left of [4, 3, 2, 1]) {
    await types(tablet, '306418');
    await expect(tablet.getByText(`不对，还可以试 ${left} 次`)).toBeVisible();
  }
  await types(tablet, '306418');
  await expect(tablet.getByText(/连续输错 5 次/)).toBeVisible();
  await expectAccessible(tablet);

  // Starting again does not help, and nobody else is locked.
  await tablet.reload();
  await picks(tablet, teacher);
  await expect(tablet.getByText(/连续输错 5 次/)).toBeVisible();
  await tablet.getByRole('button', { name: new RegExp(leader) }).click();
  await types(tablet);
  await expect(tablet.getByText(/连续输错 5 次/)).toHaveCount(0);
  await types(tablet);
  await expect(tablet.getByText(`${teacher} 在用`)).toBeVisible();
});

test('not listed at a shared tablet: both people prove it by PIN', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  const [teacher, guard] = [server.login('duty_teacher').name, server.login('guard').name];
  await comes(tablet, teacher);
  await taps(tablet);
  await opensChild(tablet);
  await tablet.getByRole('link', { name: '不在名单上' }).click();
  await tablet.getByText('家长同意').click();
  await tablet.getByLabel('来人姓名').fill('李芳');
  await tablet.getByLabel('自称与孩子的关系').fill('姑姑');
  await tablet.getByLabel('原因').fill('外婆生病，妈妈电话里同意');
  await tablet.getByRole('button', { name: '请第二位老师输入 PIN' }).click();
  await picks(tablet, guard);
  await expectAccessible(tablet);
  await types(tablet);
  await expect(tablet.getByText(`${guard} 已用 PIN 确认`)).toBeVisible();
  await tablet.getByRole('button', { name: '双人确认，登记接走' }).click();
  await types(tablet);
  await expect(tablet.getByRole('heading', { level: 1, name: CHILD })).toBeVisible();
  await expect(tablet.locator('.timeline').getByText(new RegExp(`姑姑李芳 接走.*${guard} 双人确认(?!（)`))).toBeVisible();
});

test('a teacher sets a PIN on the own phone and opens the tablet with it', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  const phone = await another();
  await signIn(phone, server, 'class_teacher');
  await phone.goto('/settings');
  await phone.getByRole('link', { name: /平板 PIN/ }).click();
  const set = async (first: string, again = first) => {
    await phone.getByLabel('新的 PIN').fill(first);
    await phone.getByLabel('再输一次').fill(again);
    await phone.getByRole('button', { name: '设置 PIN' }).click();
  };
  await set('123456');
  await expect(phone.getByText(/太容易猜到了（重复或连续/).first()).toBeVisible();
  await set('850612');
  await expect(phone.getByText(/像生日/).first()).toBeVisible();
  await set('318640', '318641');
  await expect(phone.getByText('两次输入的不一样。').first()).toBeVisible();
  await expectAccessible(phone);
  await set('318640');
  await expect(phone.getByText(/PIN 已设置/)).toBeVisible();

  const name = server.login('class_teacher').name;
  // The tablet hears of it by itself.
  await picks(tablet, name);
  await expect(async () => {
    await types(tablet, '318640');
    await expect(tablet.getByText(`${name} 在用`)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
});

test('the office ends a lost tablet, and it forgets its lists', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await pairedBy(office, tablet, server);
  await office.getByRole('button', { name: '解除配对' }).click();
  await office.getByRole('button', { name: '确认解除' }).click();
  await expect(tablet.getByText(/已不是学校的共用平板/)).toBeVisible({ timeout: 20_000 });

  const code = await offersCode(office, '校门口');
  await tablet.goto('/pair');
  await expect(tablet.getByText('这台设备已经是共用平板')).toBeVisible();
  await tablet.getByLabel('配对码').fill('0000-0000-0000');
  await tablet.getByRole('button', { name: '配对', exact: true }).click();
  await expect(tablet.getByText('配对码不对、用过或已过期，请学校办公室再给一个。').first()).toBeVisible();
  await expectAccessible(tablet);
  await tablet.getByLabel('配对码').fill(code);
  await tablet.getByRole('button', { name: '配对', exact: true }).click();
  await expect(tablet.getByRole('heading', { level: 1, name: '校门口' })).toBeVisible({ timeout: 20_000 });
  await comes(tablet, server.login('duty_teacher').name, PIN);
});

test('the next morning without Wi-Fi: yesterday the tablet fetched the list', async ({
  page: tablet,
  another,
  server,
}) => {
  const office = await another();
  await tablet.clock.install();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  await tablet.clock.fastForward('18:00:00');
  await tablet.reload();
  await expect(tablet.locator('.appbar-note').getByText(/11月25日/)).toBeVisible();
  await comes(tablet, server.login('duty_teacher').name);
  await taps(tablet);
  await opensChild(tablet);
  // The tablet was started without contact: its 'now' is uncertain, and nothing is refused.
  await tablet.locator('.release-person').filter({ hasText: '周桂兰' }).click();
  await expect(tablet.getByText('名单可能不是最新的，请再请一位老师确认。')).toBeVisible();
});
