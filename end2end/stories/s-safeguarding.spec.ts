import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild } from '../fixtures/afternoon.ts';
import { namesIn, stored } from '../fixtures/disk.ts';
import { comes, pairedBy, passesOn, types } from '../fixtures/tablet.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const SEEN = '孩子说不想回家，左臂有几处旧伤';

test('a concern is written at a shared tablet without a network, and two people read it', async ({
  page: tablet,
  another,
  server,
}) => {
  test.setTimeout(180_000);
  const office = await another();
  await pairedBy(office, tablet, server);
  await keptOffline(tablet, 'staff');
  await offline(tablet);
  await comes(tablet, server.login('duty_teacher').name);
  await opensChild(tablet);
  await tablet.getByRole('link', { name: '写一条保护关注' }).click();
  await expect(tablet.getByText(`三年级2班 ${CHILD}`)).toBeVisible();
  const send = tablet.getByRole('button', { name: '交给青保老师和校长' });
  await send.click();
  await expect(tablet.getByText('请写看到或听到了什么，不超过 1000 个字').first()).toBeVisible();
  await expectAccessible(tablet);
  await tablet.getByLabel('看到或听到了什么').fill(SEEN);
  await send.click();
  await types(tablet);
  await expect(tablet.getByText('保护关注已封存在本机，正在送出')).toBeVisible();
  await expectAccessible(tablet);
  // Nothing of it can be read on this tablet: not by its author, not by the next person.
  expect(namesIn(await stored(tablet), [SEEN, '左臂有几处旧伤'])).toEqual([]);
  await passesOn(tablet);
  await comes(tablet, server.login('leader').name);
  await tablet.locator('.desk:not([hidden])').getByRole('link', { name: '设置' }).click();
  await tablet.getByRole('link', { name: '都送到学校了吗？' }).filter({ visible: true }).click();
  await expect(tablet.getByText(SEEN).filter({ visible: true })).toHaveCount(0);
  await tablet.goBack();
  await tablet.goBack();
  await passesOn(tablet);
  await online(tablet);

  const protector = await another();
  await signIn(protector, server, 'child_protection');
  await open(protector, '/settings');
  await protector.getByRole('link', { name: '保护关注 只有青保老师和校长', exact: true }).click();
  await protector.getByRole('link', { name: new RegExp(CHILD) }).click({ timeout: 20_000 });
  await expect(protector.getByText(SEEN)).toBeVisible();
  await expect(protector.getByText(/应当立即向公安机关报案/)).toBeVisible();
  const step = protector.getByRole('button', { name: '登记这一步' });
  await step.click();
  await expect(protector.getByText('请选报告给谁').first()).toBeVisible();
  await expectAccessible(protector);
  await protector.getByText('公安机关 110').click();
  await protector.getByLabel('几点').fill('16:05');
  await protector.getByLabel('回执号').fill('沪公普字 77 号');
  await step.click();
  await expect(protector.getByText(/公安机关 110 · 11月24日 16:05/)).toBeVisible();
  await expect(protector.getByText(/回执 沪公普字 77 号/)).toBeVisible();

  // The head reads the same and ends it; the office reads nothing anywhere.
  const head = await another();
  await signIn(head, server, 'head');
  await open(head, '/staff/protection');
  await head.getByRole('link', { name: new RegExp(CHILD) }).click({ timeout: 20_000 });
  await expect(head.getByText(/沪公普字 77 号/)).toBeVisible();
  await head.getByRole('button', { name: '结束跟进' }).click();
  await head.getByLabel('结束的原因').fill('由民政部门接手，学校继续关注');
  await head.getByRole('button', { name: '结束跟进' }).click();
  await expect(head.getByText(/由民政部门接手/)).toBeVisible();
  await expectAccessible(head);
  await open(head, '/staff/protection');
  await expect(head.getByText('没有跟进中的保护关注。')).toBeVisible();
  await expectAccessible(head);

  const classTeacher = await another();
  await signIn(classTeacher, server, 'class_teacher');
  for (const other of [office, classTeacher]) {
    await open(other, '/staff/protection');
    await expect(other.getByText('这一页只给青保老师和校长。')).toBeVisible();
    await expectAccessible(other);
    expect(namesIn(await stored(other), [SEEN])).toEqual([]);
  }
  await open(office, '/office/attention');
  await expect(office.getByText(SEEN)).toHaveCount(0);
  expect(namesIn(await stored(office), [SEEN])).toEqual([]);

  const mother = await another();
  await signIn(mother, server, 'guardian');
  await expect(mother.getByText(CHILD).first()).toBeVisible();
  await mother.getByRole('link', { name: '回执', exact: true }).click();
  await mother.getByRole('link', { name: /孩子的资料/ }).click();
  await mother.getByRole('button', { name: '看看谁看过' }).click();
  await expect(mother.getByText(/保护关注/)).toHaveCount(0);
});

test('the office names who reads concerns', async ({ page: office, another, server }) => {
  await signIn(office, server, 'office');
  await open(office, '/office');
  await office.getByRole('link', { name: /教职工职责/ }).click();
  const name = server.login('nurse').name;
  await office.getByRole('searchbox').fill(name);
  await office.getByRole('button', { name: new RegExp(name) }).click();
  await expectAccessible(office);
  await office.getByText('青保老师', { exact: true }).filter({ visible: true }).last().click();
  await office.getByRole('button', { name: '登记职责' }).click();
  await expect(office.getByRole('button', { name: new RegExp(`${name}.*青保老师`) })).toBeVisible();
  await expectAccessible(office);

  const nurse = await another();
  await signIn(nurse, server, 'nurse');
  await open(nurse, '/staff/protection');
  await expect(nurse.getByText('没有跟进中的保护关注。')).toBeVisible({ timeout: 20_000 });
});
