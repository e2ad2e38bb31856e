import { readFile, writeFile } from 'node:fs/promises';
import { expect, signIn, test } from '../fixtures/test.ts';

const RUNS = 5;
const SAVES = 120; // two transactions for each act: its number, and the act
const SLOWER = 4; // a cheap tablet, compared with a desktop

// From a person's sign-in on a new tablet until a row of today's list has reacted to a
// tap: everything that the tablet needs has come, was sealed and drawn.
test('a first sync', async ({ server, another }) => {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await another();
    await page.addInitScript(tapsFirst);
    const { login, passphrase } = server.login('duty_teacher');
    await page.goto('/');
    await page.getByLabel('登录名').fill(login);
    await page.getByLabel('口令').fill(passphrase);
    // What comes over the network from here on is the sync: the desk is there already.
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(() => performance.mark('begun'));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    const ready = await page.waitForFunction(() => {
      const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime;
      const [begun, tapped] = [at('begun'), at('tapped')];
      return begun !== undefined && tapped !== undefined ? tapped - begun : undefined;
    });
    runs.push(Math.round((await ready.jsonValue())!));
    await page.context().close();
  }
  console.log(`first sync, ms: ${runs.join(', ')}`);
  await reports({ first_sync_ready_ms_x4: runs.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]! });
});

// From the put of an act to the end of its strict transaction.
test('what keeping an act costs', async ({ page, server }) => {
  await page.addInitScript(timesSaves);
  await signIn(page, server, 'duty_teacher');
  await expect(page.locator('.roll-tap').first()).toBeVisible();
  // At a thumb's pace; taking back is an act as well.
  const saves = await page.evaluate(async (wanted) => {
    const { saves } = window as unknown as { saves: number[] };
    while (saves.length < wanted) {
      const undo = document.querySelector<HTMLElement>('.undo-bar button');
      (undo ?? document.querySelector<HTMLElement>('.roll-tap[aria-pressed=false]'))?.click();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return saves;
  }, SAVES);
  saves.sort((a, b) => a - b);
  console.log(`saves, ms: ${saves.map((save) => save.toFixed(1)).join(', ')}`);
  await reports({ outbox_write_p95_ms: Math.round(saves[Math.ceil(saves.length * 0.95) - 1]! * 10) / 10 });
});

async function reports(figures: Record<string, number>): Promise<void> {
  const report = process.env.YUANLIU_FIGURES;
  if (!report) return;
  const before = await readFile(report, 'utf8').then(JSON.parse, () => ({}));
  await writeFile(report, JSON.stringify({ ...before, ...figures }));
}

/** Runs in the page: taps on the first row that it sees, and notes when the row says so. */
function tapsFirst(): void {
  const observer = new MutationObserver(() => {
    const tap = document.querySelector<HTMLElement>('.roll-tap[aria-pressed=false]');
    if (!tap || performance.getEntriesByName('tapped').length) return;
    observer.disconnect();
    tap.click();
    const look = () => {
      if (document.querySelector('.roll-tap[aria-pressed=true]')) performance.mark('tapped');
      else requestAnimationFrame(look);
    };
    look();
  });
  observer.observe(document, { subtree: true, childList: true });
}

/** Runs in the page: how long each strict transaction of the outbox took. */
function timesSaves(): void {
  const saves: number[] = [];
  Object.assign(window, { saves });
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...args) {
    const made = open.apply(this, args);
    if (this.name === 'yuanliu-outbox' && made.mode === 'readwrite' && made.durability === 'strict') {
      const begin = performance.now();
      made.addEventListener('complete', () => saves.push(performance.now() - begin));
    }
    return made;
  };
}
