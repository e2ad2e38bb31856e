import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, signs } from '../fixtures/afternoon.ts';
import { namesIn } from '../fixtures/disk.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

test('i3 a note on a phone that cannot reach the school is carried there as a file', async ({
  page: mother,
  another,
  server,
}, testInfo) => {
  await signIn(mother, server, 'guardian');
  await keptOffline(mother, 'family');
  await expect(mother.getByText(CHILD).first()).toBeVisible();
  await offline(mother);
  await mother.getByRole('link', { name: '请假' }).first().click();
  await signs(mother);
  await mother.getByRole('button', { name: '交给学校' }).click();
  await expect(mother.getByText(/请假单已存在这部手机上，还没有送到学校/)).toBeVisible();
  await open(mother, '/sent');
  await expectAccessible(mother);
  // First a sheet that is closed again: nothing left, and nothing says so.
  await mother.evaluate(() =>
    Object.defineProperties(navigator, {
      canShare: { configurable: true, value: () => true },
      share: { configurable: true, value: () => Promise.reject(new DOMException('closed', 'AbortError')) },
    }),
  );
  await mother.getByRole('button', { name: '存成文件，托人交到学校' }).click();
  await expect(mother.getByText('没有存成文件。需要时请再按一次。')).toBeVisible();
  // A browser without a share sheet downloads.
  await mother.evaluate(() => Object.defineProperty(navigator, 'canShare', { configurable: true, value: undefined }));
  const given = mother.waitForEvent('download');
  await mother.getByRole('button', { name: '存成文件，托人交到学校' }).click();
  const file = testInfo.outputPath('yuanliu.txt');
  const download = await given;
  expect(download.suggestedFilename()).toMatch(/^yuanliu-\d{4}-\d\d-\d\d\.txt$/);
  await download.saveAs(file);
  await expect(mother.getByText('文件已存好，或已交给您选的应用：里面有 1 条。')).toBeVisible();
  await expectAccessible(mother);
  expect(namesIn(await readFile(file, 'utf8'), [CHILD, '陈静', '病假'])).toEqual([]);

  // A teacher hands it in, and can't read it there.
  const teacher = await another();
  await signIn(teacher, server, 'duty_teacher');
  await open(teacher, '/sent');
  await expectAccessible(teacher);
  const hands = async (path: string) => teacher.locator('#parcel').setInputFiles(path);
  for (let time = 1; time <= 2; time += 1) {
    const answered = teacher.waitForResponse('**/parcels');
    await hands(file);
    expect((await (await answered).json()).verdicts[0].verdict).toBe('applied');
    await expect(teacher.getByText('学校收下了 1 条。')).toBeVisible({ timeout: 20_000 });
  }
  await expectAccessible(teacher);
  const own = await another();
  await signIn(own, server, 'class_teacher');
  await own.getByRole('link', { name: /请假单/ }).click();
  await expect(own.getByRole('button', { name: new RegExp(CHILD) })).toHaveCount(1);
});

test('a file that is none of ours says so, and a cut line says that the same file may go again', async ({
  page: teacher,
  server,
}) => {
  await signIn(teacher, server, 'duty_teacher');
  await open(teacher, '/sent');
  const hands = (name: string, text: string) =>
    teacher.locator('#parcel').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await hands('名单.txt', '姓名,班级');
  await expect(teacher.getByText('这不是愿留存下的文件，或文件不完整。')).toBeVisible();
  await hands('新.txt', '{"yuanliu_parcel":9}');
  await expect(teacher.getByText('这份文件是新版愿留存的。')).toBeVisible();
  const act = {
    id: '00000000-0000-4000-8000-000000000001',
    signature: 'AAAA',
    sealed: { number: 1, hash: 'AAAA', key: '00', from: 'AA', iv: 'AA', data: 'AA' },
  };
  const carried = (space: string) => ({ space, device: '00000000-0000-4000-8000-000000000002', act });
  const file = JSON.stringify({ yuanliu_parcel: 1, acts: [carried('00000000-0000-4000-8000-000000000003')] });
  await teacher.route('**/parcels', (route) => route.abort());
  await hands('断.txt', file);
  await expect(teacher.getByText(/交了 0 条就断了：.*请用同一份文件再交一次，不会重复。/)).toBeVisible();
  await teacher.unroute('**/parcels');
  await hands('断.txt', file);
  await expect(teacher.getByText(/学校收下了 0 条。有 1 条没有收下：/)).toBeVisible();
  await expectAccessible(teacher);
});
