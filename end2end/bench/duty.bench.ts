import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { EVENING } from '../fixtures/server.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline } from '../fixtures/worker.ts';

const SLOWER = 4; // a cheap tablet, compared with a desktop
const TAPS = 60;
const FAST = 40; // taps of a roll call at eight a second
const OPENINGS = 12;

/** The duty's tablet with the demo's school of 1,500 children, as slow as a cheap one. */
async function tablet(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await expect(page.locator('.roll-tap').first()).toBeVisible();
  await keptOffline(page, 'staff'); // what else the sign-in set off has come
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

test('the roll under the thumb', async ({ page, server }) => {
  await page.addInitScript(inThePage);
  await signIn(page, server, 'duty_teacher');
  await tablet(page);
  const taps = await page.evaluate((wanted) => window.duty.taps(wanted, 400), TAPS);
  const opened = await page.evaluate((times) => window.duty.opens(times), OPENINGS);
  const keys = await page.evaluate(() => window.duty.types(['zym', 'lhy', 'w', 'chenk', '12', 'zhang']));
  console.log(`taps, ms: ${taps.join(', ')}\nopened, ms: ${opened.join(', ')}\nkeys, ms: ${keys.join(', ')}`);
  await reports({
    tap_to_paint_p98_ms: percentile(taps, 98),
    open_today_ms: percentile(opened, 50),
    search_key_p95_ms: percentile(keys, 95),
  });
});

test('a roll call at eight taps a second', async ({ page, server }) => {
  await page.addInitScript(inThePage);
  await signIn(page, server, 'duty_teacher');
  await tablet(page);
  const dropped = await page.evaluate((wanted) => window.duty.fast(wanted), FAST);
  await reports({ taps_dropped_at_8_per_s: dropped });
});

// The memory of a tablet that has the whole afternoon: the demo's evening, in which a
// thousand children were handed over, called and collected.
test('the memory of an evening', async ({ page, server }) => {
  await page.addInitScript(keepsMemory);
  await server.stop();
  await server.again({}, EVENING);
  await signIn(page, server, 'duty_teacher');
  await expect(page.locator('.roll-tap').first()).toBeVisible();
  await keptOffline(page, 'staff');
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value;
  const wasm = await page.evaluate(() => (window as unknown as { wasm: () => number }).wasm());
  expect(wasm).toBeGreaterThan(0);
  await reports({ page_mb: Math.round((heap + wasm) / 1e5) / 10 });
});

function percentile(values: number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * of) / 100) - 1]!;
}

async function reports(figures: Record<string, number>): Promise<void> {
  const report = process.env.YUANLIU_FIGURES;
  if (!report) return;
  const before = await readFile(report, 'utf8').then(JSON.parse, () => ({}));
  await writeFile(report, JSON.stringify({ ...before, ...figures }));
}

interface Duty {
  taps: (wanted: number, pace: number) => Promise<number[]>;
  opens: (times: number) => Promise<number[]>;
  types: (words: string[]) => Promise<number[]>;
  fast: (wanted: number) => Promise<number>;
}

declare global {
  interface Window {
    duty: Duty;
  }
}

/** Runs in the page: gestures, and how long until they are painted. */
function inThePage(): void {
  const waits = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  // After the frame that shows it.
  const painted = () =>
    new Promise<number>((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      }),
    );
  const until = async (said: () => boolean) => {
    while (!said()) await new Promise(requestAnimationFrame);
    return painted();
  };
  const untapped = () => document.querySelector<HTMLElement>('.roll-tap[aria-pressed=false]');
  const tapped = () => document.querySelectorAll('.roll-tap[aria-pressed=true]').length;
  window.duty = {
    async taps(wanted, pace) {
      const took: number[] = [];
      while (took.length < wanted) {
        // Taking back is a tap too, and leaves somebody to be called.
        const undo = document.querySelector<HTMLElement>('.undo-bar button');
        const target = took.length % 2 ? (undo ?? untapped()) : untapped();
        if (!target) throw new Error('nobody is left to be called');
        const before = tapped();
        const begin = performance.now();
        target.click();
        took.push(Math.round(((await until(() => tapped() !== before)) - begin) * 10) / 10);
        await waits(pace);
      }
      return took;
    },
    async opens(times) {
      const to = (path: string) => document.querySelector<HTMLElement>(`nav a[href="${path}"]`)!;
      const took: number[] = [];
      for (let n = 0; n < times; n += 1) {
        to('/staff/notes').click();
        await until(() => !document.querySelector('#roll'));
        await waits(500);
        const begin = performance.now();
        to('/staff').click();
        took.push(Math.round((await until(() => !!document.querySelector('#roll .roll-tap'))) - begin));
        await waits(500);
      }
      return took;
    },
    async types(words) {
      const field = document.querySelector<HTMLInputElement>('input[type=search]')!;
      const took: number[] = [];
      for (const word of words) {
        for (let end = 1; end <= word.length; end += 1) {
          const begin = performance.now();
          field.value = word.slice(0, end);
          field.dispatchEvent(new Event('input', { bubbles: true }));
          took.push(Math.round(((await painted()) - begin) * 10) / 10);
          await waits(150);
        }
        field.value = '';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await waits(300);
      }
      return took;
    },
    async fast(wanted) {
      const before = tapped();
      const targets = [...document.querySelectorAll<HTMLElement>('.roll-tap[aria-pressed=false]')];
      const many = Math.min(wanted, targets.length);
      for (const target of targets.slice(0, many)) {
        target.click();
        await waits(125);
      }
      await waits(5_000);
      return many - (tapped() - before);
    },
  };
}

/** Runs in the page: keeps hold of the program's memory. */
function keepsMemory(): void {
  const memories: WebAssembly.Memory[] = [];
  const sees = (instance: WebAssembly.Instance) => {
    const { memory } = instance.exports;
    if (memory instanceof WebAssembly.Memory && !memories.includes(memory)) memories.push(memory);
  };
  for (const way of ['instantiate', 'instantiateStreaming'] as const) {
    const original = WebAssembly[way] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(WebAssembly, {
      [way]: async (...args: unknown[]) => {
        const made = (await original(...args)) as WebAssembly.Instance & { instance?: WebAssembly.Instance };
        sees(made.instance ?? made);
        return made;
      },
    });
  }
  Object.assign(window, { wasm: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) });
}
