import { expectAccessible } from '../fixtures/axe.ts';
import { expect, signIn, test } from '../fixtures/test.ts';

// The first week of the spring term; families chose in September (P11).
const FEBRUARY = '2026-02-26T14:30';

test('a new term shows what was chosen, as before with one tap, and asks nothing of whoever has answered', async ({
  page,
  server,
}) => {
  await server.stop();
  await server.again({}, FEBRUARY);
  await signIn(page, server, 'guardian');
  const question = page.locator('.notice').filter({ hasText: '新学期，一鸣的课后服务' });
  await expect(question).toContainText('上学期登记的是', { timeout: 20_000 });
  await expect(question).toContainText('没有回答也不等于不参加');
  await expect(question.getByRole('link', { name: '改一改' })).toHaveAttribute('href', /\/choice$/);
  await expectAccessible(page);
  await question.getByRole('button', { name: '照旧' }).click();
  await expect(page.getByText(/已登记：今天起照旧/)).toBeVisible();
  await expect(question).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('link', { name: '意愿登记' }).first()).toBeVisible({ timeout: 20_000 });
  await expect(question).toHaveCount(0);
});
