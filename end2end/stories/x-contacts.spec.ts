import type { Page } from '@playwright/test';
import { CHILD, everythingSent, opensChild } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const NUMBER = '12100006666';

/** The page of the stories' child, from the page of who may collect. */
async function contacts(guardian: Page): Promise<void> {
  await guardian.getByRole('link', { name: '接送人' }).first().click();
  await guardian.getByRole('link', { name: /^紧急联系人/ }).click();
  await expect(guardian.getByRole('heading', { level: 1, name: '紧急联系人' })).toBeVisible();
}

async function adds(guardian: Page, name: string, relation: string, phone: string): Promise<void> {
  await guardian.getByRole('button', { name: '添加紧急联系人' }).click();
  await guardian.getByLabel('姓名').fill(name);
  await guardian.getByLabel('是孩子的什么人').fill(relation);
  await guardian.getByLabel('电话', { exact: true }).fill(phone);
  await guardian.getByRole('button', { name: '登记', exact: true }).click();
  await expect(guardian.getByText(new RegExp(`已登记：需要时老师会联系.*${name}`))).toBeVisible();
}

test('a guardian names whom to call; staff see the number, the other guardian does not', async ({
  page: guardian,
  another,
  server,
}) => {
  await signIn(guardian, server, 'guardian');
  await keptOffline(guardian, 'family');
  await contacts(guardian);
  await expect(guardian.getByText('还没有紧急联系人。')).toBeVisible();
  await expect(guardian.getByText(/紧急联系人不等于接送人/)).toBeVisible();
  await expectAccessible(guardian);

  // What is missing is said field by field.
  await guardian.getByRole('button', { name: '添加紧急联系人' }).click();
  await guardian.getByRole('button', { name: '登记', exact: true }).click();
  await expect(guardian.getByText('请写电话').first()).toBeVisible();
  await expectAccessible(guardian);
  await guardian.getByLabel('电话', { exact: true }).fill(NUMBER);
  await guardian.getByRole('button', { name: '取消' }).click();
  await guardian.getByRole('button', { name: '添加紧急联系人' }).click();
  await expect(guardian.getByLabel('电话', { exact: true })).toHaveValue('');
  await guardian.getByRole('button', { name: '取消' }).click();

  await offline(guardian);
  await adds(guardian, '张莉', '姑姑', NUMBER);
  await adds(guardian, '王秀英', '邻居', '12100005555');
  await expect(guardian.getByText('1. 姑姑张莉')).toBeVisible();
  await expect(guardian.getByText('2. 邻居王秀英')).toBeVisible();
  await expect(guardian.getByText(NUMBER)).toHaveCount(0);
  await expectAccessible(guardian);
  await online(guardian);
  await everythingSent(guardian);

  const father = await another();
  await signIn(father, server, 'guardian_father');
  await contacts(father);
  await expect(father.getByText('1. 姑姑张莉')).toBeVisible({ timeout: 20_000 });
  await expect(father.getByText(NUMBER)).toHaveCount(0);
  await expect(father.getByRole('button', { name: '移除张莉' })).toHaveCount(0);

  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await opensChild(teacher);
  await teacher.getByRole('button', { name: '未到', exact: true }).click();
  await expect(teacher.getByText(`${CHILD} 未到，请先找一找，再打电话`)).toBeVisible();
  await offline(teacher);
  await open(teacher, '/staff/missing');
  const about = teacher.getByRole('region', { name: CHILD });
  await about.getByRole('button', { name: '联系家长' }).click();
  await expect(about.getByRole('link', { name: /^打给 姑姑 张莉/ })).toHaveAttribute('href', `tel:${NUMBER}`);
  await about.getByRole('button', { name: /^登记结果：.*张莉/ }).click();
  await about.getByRole('button', { name: '没接通', exact: true }).click();
  await expect(about.getByText(/张莉：没接通/)).toBeVisible();
});

test('a contact is taken away by whoever named it, and added again with the number', async ({
  page: guardian,
  server,
}) => {
  await signIn(guardian, server, 'guardian');
  await contacts(guardian);
  await adds(guardian, '张莉', '姑姑', NUMBER);
  await guardian.getByRole('button', { name: '移除张莉' }).click();
  await expect(guardian.getByText('还没有紧急联系人。')).toBeVisible();
  await guardian.getByRole('button', { name: '重新登记' }).click();
  await expect(guardian.getByLabel('姓名')).toHaveValue('张莉');
  await expect(guardian.getByLabel('电话', { exact: true })).toHaveValue('');
  await guardian.getByLabel('电话', { exact: true }).fill(NUMBER);
  await guardian.getByRole('button', { name: '登记', exact: true }).click();
  await expect(guardian.getByText('1. 姑姑张莉')).toBeVisible();

  // Every entry has its receipt (R5).
  await open(guardian, '/family');
  await guardian.getByRole('link', { name: /回执/ }).first().click();
  await expect(guardian.getByText('移除紧急联系人').first()).toBeVisible();
  await expect(guardian.getByText('登记紧急联系人').first()).toBeVisible();
  await expect(guardian.getByText(NUMBER)).toHaveCount(0);
});
