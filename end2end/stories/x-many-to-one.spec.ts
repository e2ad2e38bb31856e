import type { Page } from '@playwright/test';
import { CHILD, everythingSent, stops } from '../fixtures/afternoon.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { ESCORT, listed, opensList, says } from '../fixtures/parties.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

// The roll was called, and nobody was collected yet.
const BEFORE_LEAVING = '2026-11-24T15:50';
const CENTRE = '小橘灯托管';

/** The family's page of who may collect the stories' child. */
async function collectors(guardian: Page): Promise<void> {
  await open(guardian, '/family');
  await guardian.getByRole('link', { name: '接送人' }).first().click();
  await expect(guardian.getByRole('heading', { level: 1, name: '接送人' })).toBeVisible();
}

/** A guardian authorises the centre; spelled a little otherwise than other families do. */
async function authorises(guardian: Page): Promise<void> {
  await guardian.getByRole('button', { name: /^托管班、校车、宿舍老师来接/ }).click();
  await expect(guardian.getByText(/学校不推荐任何机构/)).toBeVisible();
  await guardian.getByText('托管班', { exact: true }).click();
  await guardian.getByLabel('名称').fill(`${CENTRE.slice(0, 3)} ${CENTRE.slice(3)}`);
  await guardian.getByLabel('来接的人').fill(ESCORT);
  await guardian.getByLabel('电话（选填）').fill('12100007777');
  await expectAccessible(guardian);
  await guardian.getByRole('button', { name: '登记', exact: true }).click();
  await expect(guardian.getByText(new RegExp(`已登记：.*${ESCORT}可以来接`))).toBeVisible();
}

test("an escort's children are ticked, counted by both and released in one gesture, offline", async ({
  page: teacher,
  another,
  server,
}) => {
  await server.stop();
  await server.again({}, BEFORE_LEAVING);
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await keptOffline(guardian, 'family');
  await collectors(guardian);
  await offline(guardian);
  await authorises(guardian);
  await online(guardian);
  await everythingSent(guardian);

  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await opensList(teacher);
  const ready = listed(teacher, '可以交接的孩子');
  const child = ready.filter({ hasText: CHILD });
  const other = ready.filter({ hasNotText: CHILD }).first();
  await expect(child).toBeVisible({ timeout: 20_000 });
  await expect(other).toBeVisible();
  // The escort looks on: nothing of a child's health is on this list.
  await expect(teacher.getByText('过敏').filter({ visible: true })).toHaveCount(0);
  await expectAccessible(teacher);

  await offline(teacher);
  const count = teacher.getByRole('button', { name: '请带队人报人数' });
  await expect(count).toHaveCount(0);
  await child.locator('.roll-tap').click();
  await other.locator('.roll-tap').click();
  await expect(child.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');

  // Two numbers that differ: nobody leaves.
  await count.click();
  await says(teacher, '3');
  await expect(teacher.getByText(/带队人报 3 名，平板上勾了 2 名/)).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole('button', { name: '再数一次' }).click();
  await says(teacher, '2');
  await expect(teacher.getByText(`2 名孩子已交给${ESCORT}`)).toBeVisible();
  const stay = listed(teacher, '先不跟队走的孩子').filter({ hasText: CHILD });
  await expect(stay.getByText('已接走')).toBeVisible();

  // One gesture, one way back; the ticks are still there.
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect(child.locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true');
  await count.click();
  await says(teacher, '2');
  await expect(stay.getByText('已接走')).toBeVisible();
  await online(teacher);
  await everythingSent(teacher);

  await open(guardian, '/family');
  await expect(guardian.getByText(new RegExp(`${ESCORT}接走`)).first()).toBeVisible({ timeout: 20_000 });
  await expect(guardian.getByText(/同行 2 名孩子，双方清点/).first()).toBeVisible();
});

test('a child on hold stays behind, and the list says nothing of why', async ({
  page: teacher,
  another,
  server,
}) => {
  await server.stop();
  await server.again({}, BEFORE_LEAVING);
  const guardian = await another();
  await signIn(guardian, server, 'guardian');
  await collectors(guardian);
  await authorises(guardian);
  await stops(guardian, '赵强');
  await everythingSent(guardian);

  await signIn(teacher, server, 'duty_teacher');
  await opensList(teacher);
  const stay = listed(teacher, '先不跟队走的孩子').filter({ hasText: CHILD });
  await expect(stay.getByText('请点开看')).toBeVisible({ timeout: 20_000 });
  await expect(listed(teacher, '可以交接的孩子').filter({ hasText: CHILD })).toHaveCount(0);
  await expect(teacher.getByText('赵强')).toHaveCount(0);
  await expectAccessible(teacher);
  await stay.locator('.roll-tap').click();
  await expect(teacher.getByText('请先不交接，孩子留在室内，请联系值日行政。')).toBeVisible();
});
