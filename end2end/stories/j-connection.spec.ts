import { everythingSent, findChild, taps } from '../fixtures/afternoon.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

declare global {
  interface Window {
    losesDatabases: () => number;
  }
}

test('i1 a browser that lost its databases opens them again, and what is tapped then is kept', async ({
  page: teacher,
  another,
  server,
}) => {
  // As iOS does while a page is out of sight: the connections are closed, nobody is told.
  await teacher.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    const all: IDBDatabase[] = [];
    IDBFactory.prototype.open = function (...words) {
      const request = open.apply(this, words);
      request.addEventListener('success', () => all.push(request.result));
      return request;
    };
    window.losesDatabases = () => {
      const lost = all.splice(0);
      lost.forEach((db) => db.close());
      return lost.length;
    };
  });
  await signIn(teacher, server, 'duty_teacher');
  await expect(teacher.locator('.roll-tap').first()).toBeVisible();
  expect(await teacher.evaluate(() => window.losesDatabases())).toBeGreaterThanOrEqual(2);
  await taps(teacher);
  await expect(teacher.getByText('张一鸣 已点到')).toBeVisible();

  // The same page goes on sending and reading.
  const leader = await another();
  await signIn(leader, server, 'leader');
  await leader.goto('/staff');
  await expect((await findChild(leader)).locator('.roll-tap')).toHaveAttribute('aria-pressed', 'true', {
    timeout: 20_000,
  });
  expect(await teacher.evaluate(() => window.losesDatabases())).toBeGreaterThanOrEqual(2);
  await teacher.getByRole('button', { name: '撤销' }).click();
  await expect((await findChild(leader)).locator('.roll-tap')).toHaveAttribute('aria-pressed', 'false', {
    timeout: 20_000,
  });
  await everythingSent(teacher);
});
