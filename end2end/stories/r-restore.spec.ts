import { join } from 'node:path';
import { signs } from '../fixtures/afternoon.ts';
import { forget, temporary } from '../fixtures/server.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

test('i9 a leave note that no backup has comes back by itself from the phone that wrote it', async ({
  page: mother,
  another,
  server,
}) => {
  test.setTimeout(180_000);
  const backups = await temporary();
  const backup = join(backups, 'backup.db');
  await signIn(mother, server, 'guardian');
  await mother.getByRole('link', { name: '请假' }).first().click();
  await server.asks('backup', '--to', backup);
  await signs(mother);
  await mother.getByRole('button', { name: '交给学校' }).click();
  await expect(mother.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });

  // The disk dies, and nobody touches the phone.
  await server.losesDatabase();
  await server.asks('restore', '--from', backup);
  await server.again();
  await forget(backups);
  const teacher = await another();
  await signIn(teacher, server, 'class_teacher');
  await teacher.getByRole('link', { name: /请假单/ }).click();
  await expect(teacher.getByRole('button', { name: /张一鸣/ })).toBeVisible({ timeout: 90_000 });
  await expect(mother.getByText(/请假单已送达学校/)).toBeVisible();
});
