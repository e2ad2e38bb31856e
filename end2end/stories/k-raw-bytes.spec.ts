import { chromium, type Page } from '@playwright/test';
import { CHILD, findChild, opensChild, taps } from '../fixtures/afternoon.ts';
import { filesWith, namesIn, stored } from '../fixtures/disk.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import type { Server } from '../fixtures/server.ts';
import { keptOffline } from '../fixtures/worker.ts';

const PERSONAL = ['name', 'actor_name', 'phone'];

/** Every name and telephone number that the school sends to this page from now on. */
function watchNames(page: Page): () => Promise<string[]> {
  const names = new Set<string>();
  const note = (value: unknown): void => {
    for (const [field, inner] of Object.entries((value ?? {}) as Record<string, unknown>)) {
      if (typeof inner === 'object') note(inner);
      // Two characters may stand by chance in what is sealed.
      else if (PERSONAL.includes(field) && String(inner).length > 2) names.add(String(inner));
    }
  };
  const taken: Promise<unknown>[] = [];
  page.on('response', (response) => {
    if (!/\/api\/v1\/(.*\/sync|me|session)$/.test(new URL(response.url()).pathname)) return;
    taken.push(
      response
        .json()
        .then((answer) => {
          note(answer);
          for (const { b } of answer.rows ?? []) if (b) note(JSON.parse(b));
        })
        .catch(() => {}),
    );
  });
  return async () => {
    await Promise.all(taken);
    // Words of the app itself, such as 托管班, are no names of anybody.
    const own = await page.evaluate(async () => {
      const { files } = await (await fetch('/files.json')).json();
      const texts = files.map(async ({ path }: { path: string }) => (await fetch(path)).text());
      return (await Promise.all(texts)).join('\n');
    });
    return [...names].filter((name) => !own.includes(name));
  };
}

async function family(page: Page, server: Server): Promise<void> {
  await signIn(page, server, 'guardian');
  await keptOffline(page, 'family');
  await expect(page.getByText(CHILD).first()).toBeVisible();
}

async function staff(page: Page, server: Server): Promise<void> {
  await signIn(page, server, 'duty_teacher');
  await keptOffline(page, 'staff');
  await taps(page);
  await opensChild(page);
}

for (const [desk, visit, atLeast] of [
  ['family', family, 3],
  ['staff', staff, 200],
] as const) {
  test(`i5 no name can be read in what the ${desk} desk stores`, async ({ page, server }) => {
    const sent = watchNames(page);
    await visit(page, server);
    const names = await sent();
    expect(names.length).toBeGreaterThan(atLeast);
    const text = await stored(page);
    expect(text).toContain('secret key, extractable: false');
    expect(text).not.toMatch(/(secret|private) key, extractable: true/);
    expect(namesIn(text, names)).toEqual([]);

    // The same look finds a name that does lie there.
    await page.evaluate((name) => localStorage.setItem('control', name), CHILD);
    expect(await stored(page)).toContain(CHILD);
    await page.evaluate(() => localStorage.removeItem('control'));
  });

  test(`i5 no name is in the files of a browser on the ${desk} desk`, async ({ server }, testInfo) => {
    // Every file of a browser is read, three times.
    const profile = testInfo.outputPath('profile');
    const { viewport, locale, timezoneId, launchOptions } = testInfo.project.use;
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      ...{ viewport, locale, timezoneId, baseURL: server.url },
    });
    const page = await context.newPage();
    const sent = watchNames(page);
    await visit(page, server);
    const names = await sent();
    expect(names.length).toBeGreaterThan(atLeast);
    await page.evaluate(() => localStorage.setItem('control', '对照的字'));
    // Closing writes what the browser still held in memory.
    await context.close();
    expect(await filesWith(profile, ['对照的字'])).not.toEqual([]);
    expect(await filesWith(profile, names)).toEqual([]);
  });
}

test('i5 a child found on the list is neither in the address nor in the title', async ({ page, server }) => {
  await signIn(page, server, 'duty_teacher');
  await findChild(page);
  await opensChild(page);
  expect(decodeURIComponent(page.url())).not.toContain(CHILD);
  expect(await page.title()).not.toContain(CHILD);
});
