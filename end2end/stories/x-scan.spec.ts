import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, taps } from '../fixtures/afternoon.ts';
import { films, useCamera, withoutReader } from '../fixtures/camera.ts';
import { digits, makesPass, opensPasses } from '../fixtures/passes.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

useCamera();

test('the gate scans a pass without a network on a device that has no reader of its own', async ({
  page: guard,
  another,
  server,
}) => {
  const [guardian, teacher] = [await another(), await another()];
  await withoutReader(guard.context());
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await makesPass(guardian);
  await digits(guardian);

  await signIn(guard, server, 'guard');
  await expect(guard.getByRole('heading', { name: '核对来接的人' })).toBeVisible({ timeout: 20_000 });
  await keptOffline(guard, 'staff');
  await keptOffline(guard, 'reader');

  // A child that is looked for: where it is, and who may collect it.
  await guard.getByRole('searchbox').fill('zym');
  await guard.locator('.roll-row').filter({ hasText: CHILD }).locator('.roll-tap').click();
  await expect(guard.getByText('三年级2班 张', { exact: true })).toBeVisible();
  await expect(guard.locator('.release-person').filter({ hasText: '周桂兰' })).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('button', { name: '看下一位' }).click();
  await expect(guard.locator('.release-person')).toHaveCount(0);

  // The code on the guardian's screen is held before the camera.
  await offline(guard);
  await films(guardian.locator('.paper .qr').first());
  await guard.getByRole('button', { name: '扫接送码或接送卡' }).click();
  await expect(guard.getByText('接送码有效')).toBeVisible({ timeout: 30_000 });
  await expect(guard.getByRole('dialog')).toHaveCount(0);
  await expect(guard.getByText('三年级2班 张', { exact: true })).toBeVisible();
  await expectAccessible(guard);
  await guard.getByRole('button', { name: /^交给.*王芳/ }).click();
  // The person in front reads along: that the child has left, and not with whom.
  const gate = guard.locator('section').filter({ hasText: '核对来接的人' });
  await expect(gate.getByText(/^15:\d\d 已离校$/)).toBeVisible();
  await expect(gate.getByText('王芳')).toHaveCount(0);

  // Once only: the second time it says so, and sends nobody away.
  await guard.getByRole('button', { name: '看下一位' }).click();
  await guard.getByRole('button', { name: '扫接送码或接送卡' }).click();
  await expect(guard.getByText(/今天用过了/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(guard);
});

test('a camera that is refused leaves the digits and the search', async ({ page: guard, server }) => {
  await withoutReader(guard.context());
  await guard.context().addInitScript(() => {
    if (!navigator.mediaDevices) return;
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('refused', 'NotAllowedError');
    };
  });
  await signIn(guard, server, 'guard');
  await guard.getByRole('button', { name: '扫接送码或接送卡' }).click({ timeout: 20_000 });
  await expect(guard.getByText(/打不开摄像头/)).toBeVisible({ timeout: 20_000 });
  await expect(guard.getByText('也可以先找到孩子，再输入口令码。')).toBeVisible();
  await expectAccessible(guard);
});
