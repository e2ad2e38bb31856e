import type { BrowserContext, Page } from '@playwright/test';
import { everythingSent } from '../fixtures/afternoon.ts';
import { Mortal } from '../fixtures/mortal.ts';
import { expect, fillsIn, open, test } from '../fixtures/test.ts';

const ROUNDS = Number(process.env.YUANLIU_KILLS ?? 20);

/** Notes every act whose transaction was complete: only then may a screen say 'kept'. */
async function listens(context: BrowserContext, kept: Set<string>): Promise<void> {
  await context.exposeBinding('isKept', (_, ids: string[]) => ids.forEach((id) => kept.add(id)));
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    const of = new WeakMap<IDBTransaction, string[]>();
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (this.name === 'acts') {
        const known = of.get(this.transaction);
        if (known) known.push(String(key));
        else {
          const ids = [String(key)];
          of.set(this.transaction, ids);
          const says = (window as unknown as { isKept: (ids: string[]) => void }).isKept;
          this.transaction.addEventListener('complete', () => says(ids));
        }
      }
      return put.call(this, value, key);
    };
  });
}

/** Taps on one child after the other, found by a letter, and takes it back, for ever. */
async function tapsOn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const search = document.querySelector<HTMLInputElement>('input[type=search]')!;
    let count = 0;
    setInterval(() => {
      count += 1;
      if (count % 20 === 0) {
        search.value = 'bcdfghjlmnpqstwxyz'[Math.floor(Math.random() * 18)]!;
        search.dispatchEvent(new Event('input', { bubbles: true }));
      }
      const undo = document.querySelector<HTMLElement>('.undo-bar button');
      const all = document.querySelectorAll<HTMLElement>('.roll-tap[aria-pressed=false]');
      (undo && count % 3 === 0 ? undo : all[Math.floor(Math.random() * all.length)])?.click();
    }, 10);
  });
}

/** The ids of every act in the outbox. */
function outbox(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('yuanliu-outbox');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction('acts').objectStore('acts').getAllKeys();
          keys.onerror = () => reject(keys.error);
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result.map(String));
          };
        };
      }),
  );
}

test('i1 i6 whatever was kept is there after the browser was killed, and arrives once', async ({
  server,
}, testInfo) => {
  test.setTimeout(ROUNDS * 20_000 + 120_000);
  const profile = testInfo.outputPath('profile');
  const kept = new Set<string>();
  const opens = async (): Promise<[Mortal, Page]> => {
    const browser = await Mortal.on(profile, testInfo.project.use.launchOptions ?? {});
    await listens(browser.context, kept);
    return [browser, await browser.context.newPage()];
  };
  let [browser, page] = await opens();
  await open(page, server.url);
  await fillsIn(page, server, 'duty_teacher');
  await expect(page.locator('.roll-tap').first()).toBeVisible();
  // The session's cookie is written a little later; that it may be lost is no save.
  await browser.closes();
  [browser, page] = await opens();
  await open(page, `${server.url}/staff`);
  await expect(page.locator('.roll-tap').first()).toBeVisible();
  for (let round = 0; round < ROUNDS; round += 1) {
    // With a network every other time: what is sent is settled in the same records.
    await browser.context.setOffline(round % 2 === 1);
    await tapsOn(page);
    await page.waitForTimeout(50 + Math.random() * 1_500).catch(() => {});
    await browser.dies();
    [browser, page] = await opens();
    await open(page, `${server.url}/staff`);
    await expect(page.locator('.roll-tap').first()).toBeVisible({ timeout: 30_000 });
    const there = new Set(await outbox(page));
    expect([...kept].filter((id) => !there.has(id)), `lost in round ${round}`).toEqual([]);
  }
  await browser.context.setOffline(false);
  await everythingSent(page);
  await browser.dies();
  await server.stop();
  await server.asks('check', '--rules');
  expect(kept.size).toBeGreaterThan(ROUNDS);
  console.log(JSON.stringify({ kills: ROUNDS, saves: kept.size, lost: 0 }));
});
