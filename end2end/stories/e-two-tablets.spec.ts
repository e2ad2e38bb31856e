import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, opensChild, releases, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

test('two tablets release the same child: both are kept, and one case is open', async ({
  page: room,
  another,
  server,
}) => {
  const gate = await another();
  await signIn(room, server, 'duty_teacher');
  await signIn(gate, server, 'class_teacher');
  await keptOffline(gate, 'staff');
  await taps(room);
  await opensChild(gate);
  await expect(gate.locator('.release-person').first()).toBeVisible({ timeout: 20_000 });

  await offline(gate);
  await releases(gate, '陈静');
  await opensChild(room);
  await releases(room, '周桂兰');
  await online(gate);

  const both = (tablet: typeof room) => tablet.locator('.timeline').getByText(/接走/);
  await expect(both(room)).toHaveCount(2, { timeout: 20_000 });
  await expect(both(gate)).toHaveCount(2, { timeout: 20_000 });

  const leader = await another();
  await signIn(leader, server, 'leader');
  await leader.goto('/office/attention');
  const open = leader.getByText(CHILD);
  await expect(open).toHaveCount(1);
  await expectAccessible(leader);
});
