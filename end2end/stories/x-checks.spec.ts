import { expectAccessible } from '../fixtures/axe.ts';
import { everythingSent } from '../fixtures/afternoon.ts';
import { camera, expectPicture, takesPhoto } from '../fixtures/photo.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline, online } from '../fixtures/worker.ts';

const WORDS = '二层门口的一只过期了';

test('a fault that is found on a round without a network stands open until somebody sees to it', async ({
  page: teacher,
  another,
  server,
}) => {
  const leader = await another();
  await signIn(leader, server, 'leader');
  await signIn(teacher, server, 'duty_teacher');
  await keptOffline(teacher, 'staff');
  await open(teacher, '/staff/checks');
  await expect(teacher.getByText('没有未处理的问题。')).toBeVisible({ timeout: 20_000 });
  await expect(teacher.getByText('今天还没有查')).toHaveCount(6);
  await offline(teacher);
  await teacher.getByRole('link', { name: /^消防/ }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: '消防' })).toBeVisible();
  await teacher.getByRole('button', { name: '登记检查' }).click();
  await expect(teacher.getByText('请至少看一项，或点「全部正常」。')).toBeVisible();
  await teacher.getByRole('button', { name: '全部正常' }).click();
  const item = teacher.getByRole('group', { name: '灭火器在位、没有过期' });
  await item.getByText('有问题', { exact: true }).click();
  await teacher.getByRole('button', { name: '登记检查' }).click();
  await expect(teacher.getByText(/^有问题的，请写一句哪里有问题/).first()).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByLabel('哪里有问题：灭火器在位、没有过期').fill(WORDS);
  await teacher.getByRole('button', { name: '登记检查' }).click();
  await expect(teacher.getByRole('heading', { name: '还没有处理的问题：1' })).toBeVisible();
  await expect(teacher.getByText(/3 项正常，1 项有问题，0 项没看/)).toBeVisible();
  await expect(teacher.getByText(new RegExp(`消防 · 灭火器在位、没有过期.${WORDS}`))).toBeVisible();
  await teacher.getByText('添加照片', { exact: true }).click();
  await takesPhoto(teacher, await camera(teacher));
  await expect(teacher.getByText('照片已存本机').first()).toBeVisible();
  await expectPicture(teacher, '.face img');
  await expect(teacher.getByText('照片还没有送到学校')).toBeVisible();
  await expectAccessible(teacher);
  await online(teacher);
  await everythingSent(teacher);

  await leader.getByRole('link', { name: '值日', exact: true }).click();
  await expect(leader.getByRole('link', { name: /^安全检查/ })).toContainText('已查 1 / 6，未处理 1', { timeout: 20_000 });
  await leader.getByRole('link', { name: /^安全检查/ }).click();
  await leader.getByRole('button', { name: '登记已处理' }).click();
  await leader.getByRole('button', { name: '登记已处理' }).click();
  await expect(leader.getByText('请写怎么处理的和谁处理的。')).toBeVisible();
  await expectAccessible(leader);
  await leader.getByLabel('怎么处理的').fill('已换新的灭火器');
  await leader.getByLabel('谁处理的', { exact: true }).fill('总务处');
  await expectPicture(leader, '.face img');
  // The proof beside it; a file that is no picture costs nothing that was typed.
  await leader.getByText('添加照片', { exact: true }).last().click();
  const text = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
  await leader.locator('.photo-input').last().setInputFiles(text);
  await expect(leader.getByText('这个文件打不开，请换一张照片。')).toBeVisible();
  await takesPhoto(leader, await camera(leader, '#222'));
  await expect(leader.locator('.face')).toHaveCount(2);
  await expect(leader.getByLabel('怎么处理的')).toHaveValue('已换新的灭火器');
  await leader.getByRole('button', { name: '登记已处理' }).click();
  await expect(leader.getByText('没有未处理的问题。')).toBeVisible();
  await expect(leader.getByText(/已换新的灭火器（总务处）/)).toBeVisible();
  await expectPicture(leader, '.card .face img');
  await leader.getByRole('button', { name: '拍错了' }).click();
  await expect(leader.getByText('照片已拿掉').first()).toBeVisible();
  await expect(leader.locator('.face')).toHaveCount(0);
  await open(teacher, '/staff/checks');
  await expect(teacher.getByText('没有未处理的问题。')).toBeVisible({ timeout: 20_000 });
});

test('a photo that cannot be stored stays on the screen with the reason, and so does what was typed', async ({
  page: leader,
  server,
}) => {
  await signIn(leader, server, 'leader');
  await open(leader, '/staff/checks/fire');
  const item = leader.getByRole('group', { name: '灭火器在位、没有过期' });
  await item.getByText('有问题', { exact: true }).click();
  await leader.getByLabel('哪里有问题：灭火器在位、没有过期').fill(WORDS);
  await leader.getByRole('button', { name: '登记检查' }).click();
  await leader.getByRole('button', { name: '登记已处理' }).click();
  await leader.getByLabel('怎么处理的').fill('已换新的灭火器');
  await leader.getByText('添加照片', { exact: true }).last().click();
  // The disk is full for a while, and the camera's file has 12 MB.
  await leader.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    document.documentElement.dataset.full = 'full';
    IDBObjectStore.prototype.put = function (...args) {
      const full = this.name === 'acts' && document.documentElement.dataset.full;
      if (full) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args as [unknown]);
    };
  });
  const large = Buffer.concat([await camera(leader), Buffer.alloc(12 * 1024 * 1024)]);
  await takesPhoto(leader, large);
  await expect(leader.getByText(/设备空间不足/).first()).toBeVisible();
  await expect(leader.locator('.photo-preview')).toBeVisible();
  await expect(leader.getByLabel('怎么处理的')).toHaveValue('已换新的灭火器');
  await expectAccessible(leader);
  await leader.evaluate(() => delete document.documentElement.dataset.full);
  await leader.getByRole('button', { name: '存下照片' }).click();
  await expectPicture(leader, '.face img');
  await expect(leader.locator('.photo-preview')).toHaveCount(0);
});

test('a group is looked at in numbers, and the screen says what comes next', async ({ page: teacher, server }) => {
  await signIn(teacher, server, 'duty_teacher');
  await open(teacher, '/staff/checks');
  await expect(teacher.getByText('只记人数，不写名字。', { exact: false })).toBeVisible({ timeout: 20_000 });
  await teacher.getByRole('button', { name: '登记健康观察' }).click();
  await expect(teacher.getByText('请选小组。')).toBeVisible();
  await expect(teacher.getByText('请写看了几人，至少 1 人。')).toBeVisible();
  await teacher.getByLabel('小组', { exact: true }).selectOption({ index: 1 });
  await teacher.getByLabel('看了几人').fill('32');
  await teacher.getByLabel('发热', { exact: true }).fill('33');
  await teacher.getByRole('button', { name: '登记健康观察' }).click();
  await expect(teacher.getByText('请写人数，不超过看了的人数；没有就写 0。')).toHaveCount(1);
  await expectAccessible(teacher);
  await teacher.getByLabel('发热', { exact: true }).fill('2');
  await teacher.getByLabel('皮疹', { exact: true }).fill('1');
  await teacher.getByRole('button', { name: '登记健康观察' }).click();
  await expect(teacher.getByText('看了 32 人：发热 2，咳嗽流涕 0，呕吐腹泻 0，皮疹 1')).toBeVisible();
  await expect(teacher.getByText(/同一组的症状合计 3 人次以上/)).toBeVisible();
  await expect(teacher.getByLabel('看了几人')).toHaveValue('');
  await expectAccessible(teacher);
});

test('the gate checks too, and looks at no group', async ({ page: guard, server }) => {
  await signIn(guard, server, 'guard');
  await open(guard, '/staff/checks/security');
  await guard.getByRole('button', { name: '全部正常' }).click();
  await guard.getByRole('button', { name: '登记检查' }).click();
  await expect(guard.getByText(/5 项正常，0 项有问题，0 项没看/)).toBeVisible();
  await expect(guard.getByRole('heading', { name: '健康观察' })).toHaveCount(0);
});
