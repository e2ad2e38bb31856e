// Checks the stylesheet without a browser: every variable is defined and used, every class that the
// client writes has a rule, both copies of the dark theme are equal, every pair of ink and ground has its contrast, and the whole stays small.
// node scripts/check-style.mjs
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const root = new URL("../style/", import.meta.url);
const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".css"));
const read = (name) => readFileSync(new URL(name, root), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const all = files.map(read).join("\n");
const tokens = read("tokens.css");
const faults = [];

const defined = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
for (const name of used) if (!defined.has(name)) faults.push(`${name} is used but not defined`);
for (const name of defined) if (!used.has(name)) faults.push(`${name} is defined but not used`);

const block = (pattern) => {
  const match = tokens.match(pattern);
  if (!match) throw new Error(`tokens.css has no block ${pattern}`);
  return Object.fromEntries([...match[1].matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
};
const light = block(/^:root \{([\s\S]*?)\n\}/m);
const wished = block(/:root:not\(\[data-theme="light"\]\) \{([\s\S]*?)\n {2}\}/);
const chosen = block(/^:root\[data-theme="dark"\] \{([\s\S]*?)\n\}/m);
for (const name of new Set([...Object.keys(wished), ...Object.keys(chosen)])) {
  if (wished[name] !== chosen[name]) faults.push(`${name} differs between the two dark blocks`);
}

const resolve = (theme, name) => {
  const value = theme[name] ?? light[name];
  const inner = value?.match(/^var\((--[\w-]+)\)$/);
  return inner ? resolve(theme, inner[1]) : value;
};
const channels = (hex) => {
  const digits = hex.slice(1);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) / 255);
};
const luminance = (hex) => {
  const [r, g, b] = channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

const states = ["expected", "present", "left", "leave", "missing", "hold"];
const text = [
  ...["page", "surface", "sunken", "brand-soft", "info-soft", "warn-soft", "danger-soft"].map((ground) => ["ink", ground]),
  ...["page", "surface", "sunken", "brand-soft"].map((ground) => ["ink-soft", ground]),
  ...["page", "surface", "sunken", "brand-soft"].map((ground) => ["brand-text", ground]),
  ["on-brand", "brand"], ["on-brand", "brand-press"], ["on-lamp", "lamp"], ["on-danger", "danger-fill"],
  ["info", "info-soft"], ["warn", "warn-soft"], ["danger", "danger-soft"], ["danger", "surface"], ["danger", "page"],
  ["ink", "line"],
  ...states.map((state) => [state, `${state}-soft`]),
  ...states.slice(0, 5).map((state) => [state, "surface"]),
  ...states.slice(0, 5).map((state) => ["ink", `${state}-soft`]),
  ...[0, 1, 2, 3, 4, 5].map((tint) => ["on-tint", `tint-${tint}`]),
  ["page", "ink"],
];
const shapes = [["edge", "page"], ["edge", "surface"], ["brand", "surface"], ["brand", "page"], ["focus", "page"], ["focus", "surface"], ["danger", "surface"]];

for (const [themeName, theme] of [["light", light], ["dark", chosen]]) {
  let least = Infinity;
  for (const [pairs, floor] of [[text, 4.5], [shapes, 3]]) {
    for (const [ink, ground] of pairs) {
      const ratio = contrast(resolve(theme, `--${ink}`), resolve(theme, `--${ground}`));
      if (floor === 4.5) least = Math.min(least, ratio);
      if (ratio < floor) faults.push(`${themeName}: --${ink} on --${ground} has ${ratio.toFixed(2)}, needs ${floor}`);
    }
  }
  console.log(`${themeName}: least contrast of text ${least.toFixed(2)}`);
}

// Every class that the client writes has a rule; a name built at run time is not looked at.
const source = new URL("../src/", import.meta.url);
const rust = readdirSync(source, { recursive: true }).filter((name) => name.endsWith(".rs"));
const ruled = new Set([...all.matchAll(/\.([a-z][\w-]*)/g)].map((match) => match[1]));
for (const name of rust) {
  const text = readFileSync(new URL(name, source), "utf8");
  const written = [...text.matchAll(/\bclass="([^"{}]*)"/g)].flatMap((match) => match[1].split(/\s+/));
  const switched = [...text.matchAll(/\bclass:([a-z][\w-]*)=/g)].map((match) => match[1]);
  for (const word of [...written, ...switched].filter(Boolean)) {
    if (!ruled.has(word)) faults.push(`src/${name}: class ${word} has no rule`);
  }
}

// Unminified, so the shipped file is smaller still.
const bytes = brotliCompressSync(all).length;
console.log(`style: ${files.length} files, ${bytes} bytes after brotli, before minifying`);
if (bytes > 12_000) faults.push(`${bytes} bytes are more than 12,000`);
if (/^\s*&|\{[^{}]*&\s*[.:[]/m.test(all)) faults.push("native nesting is newer than the oldest phone that we support");

for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
