import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, findChild, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

// 'I am at the gate' (P15).

test('a guardian at the gate is named in the room, comes first in the queue, and waits until the release', async ({
  page: guardian,
  another,
  server,
}) => {
  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await signIn(guardian, server, 'guardian');
  await expect(guardian.getByText(/李明陪着/).first()).toBeVisible({ timeout: 20_000 });

  // One tap from home, and taken back with another.
  await guardian.getByRole('button', { name: '我到门口了' }).first().click();
  await expect(guardian.getByText(/已送达学校：您在校门口/)).toBeVisible();
  await expectAccessible(guardian);
  const strip = teacher.locator('.notice-strip').filter({ hasText: '门口有人等' });
  await expect(strip).toContainText(CHILD, { timeout: 20_000 });
  await expect(strip).toContainText('陈静');
  await expectAccessible(teacher);
  await guardian.getByRole('button', { name: '撤回', exact: true }).click();
  await expect(guardian.getByRole('button', { name: '我到门口了' }).first()).toBeVisible();
  await expect(strip).toHaveCount(0, { timeout: 20_000 });

  await guardian.getByRole('button', { name: '我到门口了' }).first().click();
  await expect(strip).toContainText(CHILD, { timeout: 20_000 });
  // Others of the group are there, and this one is sent first.
  await teacher.getByRole('searchbox').fill('');
  const waiting = teacher.locator('#roll .roll-row:not(:has(.badge)) .roll-tap[aria-pressed="false"]');
  await waiting.first().click();
  await expect(teacher.locator('#roll .roll-tap[aria-pressed="true"]')).not.toHaveCount(1);
  await teacher.getByRole('link', { name: '放学顺序' }).click();
  const first = teacher.locator('.roll-row').first();
  await expect(first).toContainText(CHILD);
  await expect(first).toContainText('在门口等：陈静');
  await expectAccessible(teacher);

  await teacher.goto('/staff');
  await opensChild(teacher);
  await expect(teacher.getByText(/陈静 说在门口等/)).toBeVisible();
  await releases(teacher, '周桂兰');
  await expect(strip).toHaveCount(0);
  await expect(guardian.getByText(/您在校门口/)).toHaveCount(0, { timeout: 20_000 });
});

test('the guard tells the room, and without a network a guardian is told whom to ask', async ({
  page: guard,
  another,
  server,
}) => {
  const [teacher, guardian] = [await another(), await another()];
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await signIn(guardian, server, 'guardian');
  await keptOffline(guardian, 'family');
  await expect(guardian.getByText(/李明陪着/).first()).toBeVisible({ timeout: 20_000 });
  await offline(guardian);
  await guardian.getByRole('button', { name: '我到门口了' }).first().click();
  await expect(guardian.getByText(/请直接告诉门卫，或致电值班室/)).toBeVisible({ timeout: 20_000 });
  await guardian.getByRole('button', { name: '撤回', exact: true }).click();

  await signIn(guard, server, 'guard');
  await expect(guard.getByText('现在没有人在门口等。')).toBeVisible({ timeout: 20_000 });
  await guard.getByRole('searchbox').fill('zym');
  await guard.locator('.roll-row').filter({ hasText: CHILD }).locator('.roll-tap').click();
  await guard.getByRole('button', { name: '告诉教室：接的人到了' }).click();
  await expect(guard.getByText(/已告诉教室/)).toBeVisible();
  await expectAccessible(guard);
  const name = server.login('guard').name;
  const strip = teacher.locator('.notice-strip').filter({ hasText: '门口有人等' });
  await expect(strip).toContainText(`门口的${name}告知`, { timeout: 20_000 });
  // A slip of the thumb.
  await guard.getByRole('button', { name: '撤销' }).click();
  await expect(guard.getByText('现在没有人在门口等。')).toBeVisible();
  await expect(strip).toHaveCount(0, { timeout: 20_000 });

  await online(guardian);
  await findChild(teacher);
  await expect(strip).toHaveCount(0);
});
