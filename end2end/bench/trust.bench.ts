import { readFile, writeFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { opensChild, taps } from '../fixtures/afternoon.ts';
import { digits, makesPass, opensPasses, scans, signedFor, withScanner } from '../fixtures/passes.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { keptOffline, offline } from '../fixtures/worker.ts';

const RUNS = 9;
const SLOWER = 4; // a cheap phone, compared with a desktop

// Opening today's list without a network, from the start of the page to its first
// rows: as it is, against a browser whose AES-GCM hands everything through. All else
// is the same: reading, parsing, drawing.
test('what the seal of the view costs', async ({ page, server, another }) => {
  const plain = await another();
  await plain.context().addInitScript(handThrough);
  for (const one of [page, plain]) {
    await signIn(one, server, 'duty_teacher');
    await keptOffline(one, 'staff');
    await expect(one.locator('.roll-row').first()).toBeVisible();
    await offline(one);
  }
  const sealed: number[] = [];
  const identity: number[] = [];
  // One run of each by turns, and the first of each only warms up.
  for (let run = 0; run <= RUNS; run += 1) {
    sealed.push(await openToday(page.context()));
    identity.push(await openToday(plain.context()));
  }
  const [ours, theirs] = [median(sealed.slice(1)), median(identity.slice(1))];
  console.log(`sealed, ms: ${sealed.join(', ')}\nidentity, ms: ${identity.join(', ')}`);
  await reports({
    open_today_sealed_ratio: Math.round((ours / theirs) * 100) / 100,
    open_today_ms_x4: ours,
  });
});

// From the text that the reader of codes gave to the end of the signature's check:
// reading the token, taking the school's key in, ECDSA by WebCrypto.
test('what the check of a pass costs', async ({ page: guardian, server, another }) => {
  await signIn(guardian, server, 'guardian');
  await opensPasses(guardian);
  await makesPass(guardian);
  await digits(guardian);
  const { token } = (await signedFor(guardian))[0]!;
  const teacher = await another();
  await withScanner(teacher.context());
  await teacher.context().addInitScript(markVerified);
  await signIn(teacher, server, 'duty_teacher');
  await taps(teacher);
  await opensChild(teacher);
  const session = await teacher.context().newCDPSession(teacher);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const runs: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    await scans(teacher, token);
    await expect(teacher.getByText('接送码有效')).toBeVisible();
    runs.push(
      await teacher.evaluate(() => {
        const { readAt, verifiedAt } = window as unknown as { readAt: number; verifiedAt: number };
        return Math.round((verifiedAt - readAt) * 10) / 10;
      }),
    );
  }
  console.log(`pass checked, ms: ${runs.join(', ')}`);
  await reports({ pass_verify_ms_x4: median(runs.slice(1)) });
});

/** Adds to the report of this run. */
async function reports(figures: Record<string, number>): Promise<void> {
  const report = process.env.YUANLIU_FIGURES;
  if (!report) return;
  const before = await readFile(report, 'utf8').then(JSON.parse, () => ({}));
  await writeFile(report, JSON.stringify({ ...before, ...figures }));
}

/** Runs in the page: notes when a signature was checked. */
function markVerified(): void {
  const { verify } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.verify = async function (...args) {
    const said = await verify.apply(this, args);
    Object.assign(window, { verifiedAt: performance.now() });
    return said;
  };
}

async function openToday(context: BrowserContext): Promise<number> {
  const fresh: Page = await context.newPage();
  const session = await context.newCDPSession(fresh);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await fresh.addInitScript(markFirstRow);
  await fresh.goto('/staff', { waitUntil: 'commit' });
  const listed = await fresh.waitForFunction(
    () => performance.getEntriesByName('listed')[0]?.startTime,
  );
  const milliseconds = await listed.jsonValue();
  await fresh.close();
  return Math.round(milliseconds!);
}

function median(runs: number[]): number {
  return runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]!;
}

/** Runs in the page, from before its first script. */
function markFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.roll-row')) return;
    observer.disconnect();
    performance.mark('listed');
  });
  observer.observe(document, { subtree: true, childList: true });
}

/** The same: AES-GCM whose tag is sixteen zeros and whose cipher is the text itself. */
function handThrough(): void {
  const { encrypt, decrypt } = SubtleCrypto.prototype;
  const view = (data: BufferSource) =>
    ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
  SubtleCrypto.prototype.encrypt = async function (form, key, data) {
    if ((form as Algorithm).name !== 'AES-GCM') return encrypt.call(this, form, key, data);
    const out = new Uint8Array(data.byteLength + 16);
    out.set(view(data));
    return out.buffer;
  };
  SubtleCrypto.prototype.decrypt = async function (form, key, data) {
    if ((form as Algorithm).name !== 'AES-GCM') return decrypt.call(this, form, key, data);
    return view(data).slice(0, -16).buffer as ArrayBuffer;
  };
}
