import type { Locator, Page } from '@playwright/test';
import { everythingSent, signs, stops } from '../fixtures/afternoon.ts';
import { counts, fillsCounts, HAND_OVER, marks, MERGE, opensGroup, ticked } from '../fixtures/group.ts';
import { saysWhere } from '../fixtures/office.ts';
import { ESCORT, listed, opensList, says } from '../fixtures/parties.ts';
import { digits, handsOver, makesPass, opensPasses, scans, signedFor, typesCode, withScanner } from '../fixtures/passes.ts';
import { comes, offersCode, pairs, picks, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

// A whole afternoon of grade 3: three tablets and the gate's phone have no network from five
// to three until ten past six. Nobody of the demo acts: what the school holds in the evening
// is what is played here.

const BEGINS = '14:55';
const at = (time: string) => `2026-11-24T${time}`;
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A phone whose family joined by a slip, and the child. */
interface Family {
  phone: Page;
  child: string;
}

const CHILD = '三年级2班 12 张一鸣';

/** The list of one group of the block that is shown. */
async function shows(tablet: Page, group: RegExp): Promise<void> {
  const options = await tablet.locator('#group option').allTextContents();
  await tablet.locator('#group').selectOption({ label: options.find((one) => group.test(one))! });
}

/** Leaves whatever screen is there for today's list. */
async function list(tablet: Page): Promise<void> {
  await tablet.getByRole('link', { name: '名单', exact: true }).click();
  await expect(tablet.locator('#group')).toBeVisible();
}

/** Whose row it is, as nobody else is called: '三年级2班 12 张一鸣'. */
async function who(row: Locator): Promise<string> {
  const name = await row.locator('.roll-name').textContent();
  const number = /[一二三四五]年级\d+班 \d\d/.exec((await row.textContent())!)![0];
  return `${number} ${name}`;
}

/** The same of every row. */
async function all(rows: Locator): Promise<string[]> {
  return Promise.all((await rows.all()).map(who));
}

/** The row of a child, found by name; two may have one name. */
async function finds(tablet: Page, child: string): Promise<Locator> {
  const [number, name] = [child.slice(0, -child.split(' ').at(-1)!.length - 1), child.split(' ').at(-1)!];
  await tablet.getByRole('searchbox').fill(name);
  const row = tablet.locator('#roll .roll-row:not([hidden])').filter({ hasText: name }).filter({ hasText: number });
  await expect(row.first()).toBeVisible();
  return row.first();
}

/** Opens a child from the list. */
async function opens(tablet: Page, child: string): Promise<void> {
  await list(tablet);
  const row = await finds(tablet, child);
  await row.getByRole('link', { name: /^打开/ }).click();
  await expect(tablet.getByRole('heading', { level: 1, name: child.split(' ').at(-1)! })).toBeVisible();
}

/** Present, expected or not: one tap, if it is not so already. */
async function marksOne(tablet: Page, child: string): Promise<void> {
  const tap = (await finds(tablet, child)).locator('.roll-tap');
  if ((await tap.getAttribute('aria-pressed')) === 'false') await tap.click();
  await expect(tap).toHaveAttribute('aria-pressed', 'true');
  await expect(tap).not.toHaveAttribute('aria-busy');
  await tablet.getByRole('searchbox').fill('');
}

/** Rows of the list with a tick. */
function here(tablet: Page): Locator {
  return tablet.locator('#roll .roll-row:not([hidden])').filter({ has: tablet.locator('.roll-tap[aria-pressed="true"]') });
}

/** Everything kept on a shared tablet has reached the school; whoever is at it stays there. */
async function allSent(tablet: Page): Promise<void> {
  await tablet.getByRole('link', { name: '设置' }).click();
  await tablet.getByRole('link', { name: /都送到学校了吗/ }).click();
  await expect(tablet.getByText('这台设备上写下的，学校都收到了。')).toBeVisible({ timeout: 60_000 });
}

/** Whoever is next, from one list, two taps a child; says who left. A child that the list
 *  does not let go is passed over. */
async function wave(tablet: Page, most: number): Promise<string[]> {
  await tablet.getByRole('link', { name: '放学顺序' }).click();
  const rows = tablet.getByRole('list', { name: '放学顺序' }).locator('.roll-row');
  await expect(rows.first()).toBeVisible();
  const left: string[] = [];
  for (let passed = 0; left.length < most && passed < (await rows.count()); ) {
    const row = rows.nth(passed);
    if (await row.getByText('请点开看').count()) {
      passed++;
      continue;
    }
    const name = await who(row);
    const before = await rows.count();
    await row.locator('.roll-tap').click();
    await tablet.getByRole('button', { name: /^交给|自行离校$/ }).click();
    await expect(rows).toHaveCount(before - 1);
    left.push(name);
  }
  await list(tablet);
  return left;
}

test('a whole afternoon, three tablets and the gate without a network', async ({
  page: office,
  another,
  server,
}) => {
  test.setTimeout(900_000);
  await server.losesDatabase();
  await server.again({}, at(BEGINS));
  const [one, two, three] = [await another(), await another(), await another()];
  const [guard, leader, teacher, mother] = [await another(), await another(), await another(), await another()];
  const tablets = [one, two, three];
  const away = [...tablets, guard];
  const [ming, xuemei, guohua] = [
    server.login('duty_teacher').name,
    server.login('class_teacher').name,
    server.login('leader').name,
  ];

  /** The afternoon goes on: at the school, and on the clocks of whoever has no network. */
  const began = Date.now();
  const turnsTo = async (time: string) => {
    await server.stop();
    await server.again({}, at(time), at(BEGINS));
    const passed = (minutes(time) - minutes(BEGINS)) * 60_000;
    for (const device of away) {
      const now = await device.evaluate(() => Date.now());
      await device.clock.fastForward(Math.max(1_000, began + passed - now));
    }
  };

  // ---- Before the network goes: families, tablets, the gate ----

  const families: Family[] = [];
  await signIn(office, server, 'office');
  await open(office, '/office/invitations');
  await office.getByLabel('班级', { exact: true }).selectOption({ label: '三年级2班' });
  await office.getByRole('button', { name: /^给这 \d+ 位打印邀请纸条$/ }).click();
  await office.getByRole('button', { name: '生成邀请码' }).click();
  await expect(office.locator('.slip').first()).toBeVisible();
  for (let slip = 0; families.length < 3; slip++) {
    const code = await office.locator('.slip').nth(slip).locator('.visually-hidden').textContent();
    const phone = await another();
    await open(phone, `/join#${code!.replaceAll(' ', '')}`);
    await phone.getByLabel('登录名').fill(`jiating${slip}`);
    await phone.getByLabel('口令').fill('六月里的七只白鹭');
    await phone.getByRole('button', { name: '用邀请码加入' }).click();
    await phone.waitForURL('**/family');
    const children = phone.locator('main a[href$="/collectors"]');
    await expect(children.first()).toBeVisible({ timeout: 20_000 });
    const child = `三年级2班 ${await phone.locator('h2').first().textContent()}`;
    const other = families.every((family) => family.child !== child) && !child.endsWith('张一鸣');
    if ((await children.count()) === 1 && other) families.push({ phone, child });
  }
  const [byPass, byCode, byCard] = families as [Family, Family, Family];
  await opensPasses(byPass.phone);
  await makesPass(byPass.phone, '王芳', '小姨');
  await digits(byPass.phone);
  const pass = (await signedFor(byPass.phone))[0]!.token;
  await opensPasses(byCode.phone);
  await makesPass(byCode.phone, '孙丽', '邻居');
  const spoken = await digits(byCode.phone);
  await opensPasses(byCard.phone);
  await byCard.phone.getByRole('button', { name: '新的接送卡' }).click();
  await byCard.phone.getByLabel('姓名').fill('周秀珍');
  await byCard.phone.getByLabel('是孩子的什么人').fill('奶奶');
  await byCard.phone.getByRole('button', { name: '生成接送卡' }).click();
  await expect(byCard.phone.locator('.paper-card')).toBeVisible({ timeout: 20_000 });
  const card = (await signedFor(byCard.phone)).find((signed) => signed.number)!.token;

  await open(office, '/office/grounds');
  await saysWhere(office, '全校', '东门', '体育馆门口');

  await signIn(mother, server, 'guardian');
  await keptOffline(mother, 'family');
  await mother.getByRole('link', { name: '接送人' }).first().click();
  await stops(mother, '赵强');
  await everythingSent(mother);

  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'class_teacher');
  await open(leader, '/staff/leader');
  const groupOf3 = leader.locator('.card').filter({ hasText: '三年级3班' }).first();
  const third = (await groupOf3.locator('.num').textContent())!.split(' · ')[0]!;

  for (const device of away) await device.clock.install({ time: Date.now() });
  await withScanner(two.context());
  for (const [at, tablet] of tablets.entries()) {
    await pairs(tablet, await offersCode(office, `三年级${at + 1}班教室`));
    await keptOffline(tablet, 'staff');
  }
  await signIn(guard, server, 'guard');
  await keptOffline(guard, 'staff');
  await expect(guard.getByText('现在没有访客在校内。')).toBeVisible({ timeout: 20_000 });
  for (const device of away) await offline(device);

  // What the story itself counts: who was taken into care, and who was given into somebody's.
  const inCare = new Set<string>();
  const gone = new Set<string>();
  const calls = async (tablet: Page) => {
    await marks(tablet, 99);
    const names = await all(here(tablet));
    for (const name of names) inCare.add(name);
    return names;
  };

  await test.step('15:22 end of lessons, and nobody was there for one child of the class queue', async () => {
    await turnsTo('15:22');
    await comes(one, xuemei);
    await one.getByRole('link', { name: '放学', exact: true }).click();
    await one.getByRole('link', { name: /三年级2班/ }).click();
    const leaves = one.locator('fieldset').filter({ has: one.locator('input[value="left"]:checked') });
    const waits = `三年级2班 ${await leaves.first().locator('legend').textContent()}`;
    await one.getByRole('button', { name: '登记交接' }).click();
    await types(one);
    await expect(one.getByRole('link', { name: /三年级2班.*已交接/ })).toBeVisible();
    await list(one);
    await marksOne(one, waits);
    inCare.add(waits);
  });

  await test.step('15:30 roll call in three groups; one is covered, one child is missing and found', async () => {
    await turnsTo('15:30');
    await comes(one, xuemei);
    await shows(one, /^三年级1班/);
    await opensGroup(one);
    await one.getByRole('button', { name: '代班' }).click();
    await one.getByLabel('原因（选填）').fill('陈老师临时开会');
    await one.getByRole('button', { name: '代班，由我负责' }).click();
    await types(one);
    await expect(one.getByText('已登记，这个小组现在由您负责。')).toBeVisible();
    await list(one);
    await calls(one);

    await comes(two, ming);
    const expected = two.locator('#roll .roll-row:not([hidden]):not(:has(.badge))').filter({ hasNotText: '张一鸣' });
    const missing = await who(expected.last());
    await opens(two, missing);
    await two.getByRole('button', { name: '未到', exact: true }).click();
    await list(two);
    await calls(two);
    expect(inCare.has(missing)).toBe(false);
    await two.getByRole('link', { name: /^未到 1 人，去联系/ }).click();
    const name = missing.split(' ').at(-1)!;
    const about = two.getByRole('region', { name });
    await about.getByRole('button', { name: '联系家长' }).click();
    await about.getByRole('button', { name: /^登记结果/ }).first().click();
    await about.getByRole('button', { name: '没接通', exact: true }).click();
    await about.getByRole('button', { name: '找到了' }).click();
    await expect(two.getByText(`${name} 找到了，已点到`)).toBeVisible();
    await list(two);
    for (const family of families) {
      family.child = await who(await finds(two, family.child));
      await marksOne(two, family.child);
      inCare.add(family.child);
    }
    const there = (await calls(two)).length;
    await two.getByRole('button', { name: '清点人数' }).click();
    const sheet = two.getByRole('dialog', { name: '清点人数' });
    await counts(sheet, there);
    await expect(sheet.getByText(`${there} 人，与名单相符，已记下。`)).toBeVisible();
    await sheet.getByRole('button', { name: '关闭' }).last().click();

    await comes(three, third);
    await shows(three, /^三年级3班/);
    await calls(three);
  });

  await test.step('15:35 the gate lets somebody in, and nobody else knows yet', async () => {
    await guard.getByRole('link', { name: '登记访客' }).click();
    await guard.getByLabel('姓名').fill('孙建明');
    await guard.getByLabel('来做什么').fill('修水龙头');
    await guard.getByRole('button', { name: '登记进校' }).click();
    await expect(guard.locator('.cell').filter({ hasText: '孙建明' })).toBeVisible();
    await open(leader, '/staff/gate');
    await expect(leader.getByText('现在没有访客在校内。')).toBeVisible();
  });

  await test.step('15:45 a leave note that no tablet can know of', async () => {
    await turnsTo('15:45');
    await open(mother, '/family');
    await mother.getByRole('link', { name: '请假' }).first().click();
    await signs(mother);
    await mother.getByRole('button', { name: '交给学校' }).click();
    await expect(mother.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
    await teacher.getByRole('link', { name: /请假单/ }).click();
    await teacher.getByRole('button', { name: /张一鸣/ }).click({ timeout: 20_000 });
    await expect(mother.getByText(/王雪梅.*已查看|老师已查看/).first()).toBeVisible({ timeout: 20_000 });
  });

  await test.step('16:05 the group is handed over, both have counted, both prove it', async () => {
    await turnsTo('16:05');
    await comes(two, ming);
    const there = await ticked(two).count();
    await opensGroup(two);
    await two.getByRole('button', { name: '交接班' }).click();
    await fillsCounts(two, HAND_OVER, there, there);
    await two.getByRole('button', { name: '请接班老师输入 PIN' }).click();
    await picks(two, guohua);
    await types(two);
    await two.getByRole('button', { name: '交接，两边都数过了' }).click();
    await types(two);
    await expect(two.getByText(`已交接给 ${guohua}`)).toBeVisible();
    await list(two);
  });

  await test.step('16:18 it rains, and a family without anybody there reads where to go', async () => {
    await turnsTo('16:18');
    await open(leader, '/staff/leader');
    await leader.getByRole('button', { name: '今天雨天放学' }).click({ timeout: 20_000 });
    await open(byPass.phone, '/family');
    await expect(byPass.phone.getByText('今天下雨，请到体育馆门口接孩子。').first()).toBeVisible({ timeout: 20_000 });
  });

  await test.step('16:20 a wave of thirty in less than five minutes', async () => {
    await turnsTo('16:20');
    await comes(one, xuemei);
    await comes(three, third);
    const starts = Date.now();
    const left = [...(await wave(three, 30)), ...(await wave(one, 30))];
    expect(left.length).toBeGreaterThanOrEqual(30);
    expect(Date.now() - starts).toBeLessThan(5 * 60_000);
    for (const name of left) gone.add(name);
  });

  await test.step('16:30 who stays moves to late care', async () => {
    await turnsTo('16:30');
    await comes(two, ming);
    await two.getByRole('tab', { name: '活动' }).click();
    await two.getByRole('button', { name: /^留晚托 \d+ 位$/ }).click();
    const these = two.getByRole('button', { name: /^这 \d+ 位留晚托$/ });
    const staying = Number(/\d+/.exec((await these.textContent())!)![0]);
    await these.click();
    await expect(two.locator('#roll .badge').getByText(/^在晚托/)).toHaveCount(staying);
  });

  await test.step('16:32 by parent, pass, spoken code, card; a blocked person; a grandmother nobody named', async () => {
    // Somebody must not collect him: whoever does is released with the PIN once more.
    await opens(two, CHILD);
    await expect(two.getByText('请先不交接，孩子留在室内，请联系值日行政。')).toBeVisible();
    await expect(two.getByText('赵强')).toHaveCount(0);
    await two.locator('.release-person').filter({ hasText: '陈静' }).click();
    await two.getByRole('button', { name: /^交给/ }).click();
    await types(two);
    await expect(two.locator('.timeline').getByText(/陈静 接走/)).toBeVisible();
    await opens(two, byPass.child);
    await scans(two, pass);
    await handsOver(two, '王芳');
    await opens(two, byCode.child);
    await typesCode(two, spoken);
    await handsOver(two, '孙丽');
    await opens(two, byCard.child);
    await scans(two, card);
    await handsOver(two, '周秀珍');
    for (const name of [CHILD, byPass.child, byCode.child, byCard.child]) gone.add(name);

    await list(two);
    const unlisted = await who(here(two).first());
    await opens(two, unlisted);
    await two.getByRole('link', { name: '不在名单上' }).click();
    await two.getByText('家长同意').click();
    await two.getByLabel('来人姓名').fill('吴桂芳');
    await two.getByLabel('自称与孩子的关系').fill('奶奶');
    await two.getByLabel('原因').fill('妈妈加班，电话里同意');
    await two.getByRole('button', { name: '请第二位老师输入 PIN' }).click();
    await picks(two, xuemei);
    await types(two);
    await expect(two.getByText(`${xuemei} 已用 PIN 确认`)).toBeVisible();
    await two.getByRole('button', { name: '双人确认，登记接走' }).click();
    await types(two);
    await expect(two.locator('.timeline').getByText(new RegExp(`奶奶吴桂芳 接走.*${xuemei} 双人确认`))).toBeVisible();
    gone.add(unlisted);

    // The other tablet knows of none of this, and hands a child over once more.
    await comes(one, xuemei);
    await marksOne(one, byPass.child);
    await opens(one, byPass.child);
    await one.locator('.release-person').first().click();
    await one.getByRole('button', { name: /^交给|自行离校$/ }).click();
    await expect(one.locator('.timeline').getByText(/接走|自行离校/)).toBeVisible();
  });

  await test.step('16:38 six leave with the escort of a tutoring centre, counted by both', async () => {
    await opensList(two);
    const others = listed(two, '先不跟队走的孩子');
    const ready = listed(two, '可以交接的孩子');
    await expect(others.first()).toBeVisible();
    const riders = (await all(others)).filter((child) => !inCare.has(child));
    await list(two);
    for (const child of riders.slice(0, 6)) {
      await marksOne(two, child);
      inCare.add(child);
    }
    await opensList(two);
    await expect(ready.nth(5)).toBeVisible();
    const names = (await all(ready)).slice(0, 6);
    for (let at = 0; at < 6; at++) await ready.nth(at).locator('.roll-tap').click();
    await two.getByRole('button', { name: '请带队人报人数' }).click();
    await says(two, '6');
    await expect(two.getByText(`6 名孩子已交给${ESCORT}`)).toBeVisible();
    for (const name of names) gone.add(name);
    await list(two);
  });

  const last = await test.step('16:45 two groups of late care become one; all but one child are collected', async () => {
    await two.getByRole('tab', { name: '晚托' }).click();
    await shows(two, /^晚托6组/);
    const moved = await ticked(two).count();
    await opensGroup(two);
    await two.getByRole('button', { name: '并班' }).click();
    const into = await two.locator('#into option').allTextContents();
    await two.getByLabel('并到哪个小组').selectOption({ label: into.find((group) => /^晚托5组/.test(group))! });
    await fillsCounts(two, MERGE, moved, moved);
    await two.getByRole('button', { name: '并班，两边都数过了' }).click();
    await types(two);
    await expect(two.getByText('已并入晚托5组')).toBeVisible();
    await list(two);
    await two.getByRole('tab', { name: '活动' }).click();
    for (const tablet of tablets) {
      if (tablet === two) await shows(tablet, /^三年级2班/);
      if (await ticked(tablet).count()) for (const name of await wave(tablet, 99)) gone.add(name);
    }
    await two.getByRole('tab', { name: '晚托' }).click();
    await shows(two, /^晚托5组/);
    await expect(ticked(two)).toHaveCount(moved);
    for (const name of await wave(two, moved - 1)) gone.add(name);
    const left = [...inCare].filter((name) => !gone.has(name));
    expect(left).toHaveLength(1);
    return left[0]!;
  });

  await test.step('17:00 a fire drill, started twice', async () => {
    await turnsTo('17:00');
    await open(leader, '/staff/emergency');
    await leader.getByRole('button', { name: '演练：开始点名' }).click();
    await expect(leader.locator('.counts-top')).toBeVisible();
    await comes(two, ming);
    await two.getByRole('link', { name: '紧急点名', exact: true }).click();
    await two.getByRole('button', { name: '演练：开始点名' }).click();
    const name = last.split(' ').at(-1)!;
    await two.getByRole('searchbox').fill(name);
    await two.locator('.roll-row').filter({ hasText: name }).first().locator('.roll-tap').click();
    await expect(two.getByText(`${name} 平安`).first()).toBeVisible();
  });

  await test.step('18:05 one child is not collected: called about, and never alone', async () => {
    await turnsTo('18:05');
    await comes(two, ming);
    await two.getByRole('link', { name: '还在校' }).click();
    const about = two.getByRole('region', { name: last.split(' ').at(-1)! });
    await expect(about.getByText(/已结束 · 已过 \d+ 分钟/)).toBeVisible();
    await about.getByRole('button', { name: '联系和登记' }).click();
    await about.getByRole('button', { name: /^登记结果/ }).first().click();
    await about.getByRole('button', { name: '在路上', exact: true }).click();
    await about.getByRole('button', { name: '登记陪着孩子' }).click();
    await expect(about.getByText(`由${ming}陪着`)).toBeVisible();
  });

  await test.step('18:10 the network is back: nothing is lost, nothing doubled', async () => {
    await turnsTo('18:10');
    for (const device of away) await online(device);
    await comes(one, xuemei);
    await comes(two, ming);
    await comes(three, third);
    for (const tablet of tablets) await allSent(tablet);
    await everythingSent(guard);
    await opens(two, last);
    await two.locator('.release-person').first().click();
    await two.getByRole('button', { name: /^交给|自行离校$/ }).click();
    await expect(two.locator('.timeline').getByText(/接走|自行离校/)).toBeVisible();
    gone.add(last);
    await allSent(two);

    // The sheet of the day is what the story counted.
    expect([...gone].sort()).toEqual([...inCare].sort());
    await open(leader, '/staff/left');
    const number = (word: string) => leader.locator('.counts-item').filter({ hasText: word }).locator('.counts-number');
    await expect(number('已接走')).toHaveText(String(gone.size), { timeout: 20_000 });
    await expect(number('在校')).toHaveText('0');
    await open(mother, '/family');
    await expect(mother.getByText(/陈静.*接走|接走.*陈静/).first()).toBeVisible({ timeout: 20_000 });

    // The leave note that no tablet knew of is there, and so is what the gate wrote.
    await open(teacher, '/staff/notes');
    await expect(teacher.getByRole('button', { name: /张一鸣/ })).toBeVisible({ timeout: 20_000 });
    await open(leader, '/staff/gate');
    await expect(leader.locator('.cell').filter({ hasText: '孙建明' })).toContainText('修水龙头');
    // Two who started a drill apart have one list.
    await open(leader, '/staff/emergency');
    await expect(leader.getByText('有 2 次点名同时进行，名单已合在一起。')).toBeVisible({ timeout: 20_000 });
    await expect(leader.locator('.counts-top .counts-number').first()).toHaveText('1');

    // Grade 3 went home, and the day of the school is not over by that: nobody called the others.
    await open(leader, '/staff/leader');
    await expect(leader.getByText(/^还不能结束：\d+ 个小组还没有点名/)).toBeVisible({ timeout: 20_000 });
    await expect(leader.getByRole('button', { name: '登记今日值班结束' })).toHaveCount(0);

    // The contradiction is an open case.
    await open(office, '/office/attention');
    await expect(office.getByText(byPass.child.split(' ').at(-1)!)).toHaveCount(1, { timeout: 20_000 });
  });
});
