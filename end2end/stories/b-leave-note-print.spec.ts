import { expectAccessible } from '../fixtures/axe.ts';
import { CHILD, signs } from '../fixtures/afternoon.ts';
import { expect, open, signIn, test } from '../fixtures/test.ts';

test('a leave note goes to the printer with its signature, and a stranger proves it by its code', async ({
  page: mother,
  another,
  server,
}) => {
  await signIn(mother, server, 'guardian');
  await mother.getByRole('link', { name: '请假' }).first().click();
  await signs(mother);
  await mother.getByRole('button', { name: '交给学校' }).click();
  await expect(mother.getByText(/请假单已送达学校/)).toBeVisible({ timeout: 20_000 });
  await mother.getByRole('link', { name: '打印请假单' }).first().click();
  const paper = mother.locator('.paper');
  for (const said of [CHILD, '三年级2班', '病假', '陈静', '学校收到', '无需审批']) {
    await expect(paper.getByText(said).first()).toBeVisible();
  }
  await expect(paper.locator('.sign-view path')).toHaveAttribute('d', /\d/);
  await expect(paper.locator('.qr')).toBeVisible();
  // Nobody says yes or no to it (R1): the only 批准-like words say that nobody has to.
  await expect(paper.getByText(/批准|同意签字|审核意见/)).toHaveCount(0);
  await expectAccessible(mother);

  // On paper: the sheet alone.
  await mother.emulateMedia({ media: 'print' });
  await expect(mother.locator('.appbar')).toBeHidden();
  await expect(mother.getByRole('button', { name: '打印' })).toBeHidden();
  await expect(paper).toBeVisible();
  const pdf = await mother.pdf({ format: 'A4' }).catch(() => null);
  if (pdf) expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await mother.emulateMedia({ media: 'screen' });

  const code = (await paper.locator('[data-code]').textContent())!;
  const stranger = await another();
  await open(stranger, '/verify');
  await stranger.getByRole('button', { name: '核验', exact: true }).click();
  await expect(stranger.getByText('请输入纸上的核验码。').first()).toBeVisible();
  // A code that is none, and the right one with one letter altered.
  const altered = (code.startsWith('7') ? '8' : '7') + code.slice(1);
  for (const wrong of ['0000-0000-0000-01', altered]) {
    await stranger.getByLabel('核验码').fill(wrong);
    await stranger.getByRole('button', { name: '核验', exact: true }).click();
    await expect(stranger.getByText(/没有查到/).first()).toBeVisible();
    await expect(stranger.getByText(/收到过这张请假单/)).toHaveCount(0);
  }
  await expectAccessible(stranger);
  await stranger.getByLabel('核验码').fill(code.toLowerCase().replaceAll('-', ' '));
  await stranger.getByRole('button', { name: '核验', exact: true }).click();
  await expect(stranger.getByText(/收到过这张请假单/)).toBeVisible();
  await expect(stranger.getByText('没有撤回')).toBeVisible();
  for (const secret of [CHILD, '陈静', '病假']) {
    await expect(stranger.getByText(secret)).toHaveCount(0);
  }
  await expectAccessible(stranger);

  // A camera opens the page with the code filled in, and the answer is there.
  const camera = await another();
  await open(camera, `/verify#${code}`);
  await expect(camera.getByText(/收到过这张请假单/)).toBeVisible();
  await expectAccessible(camera);
});
