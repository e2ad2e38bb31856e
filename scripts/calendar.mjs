#!/usr/bin/env node
// Writes crates/domain/src/calendar/data.rs: the official holidays and make-up
// workdays (调休上班日) that the State Council announces each November.
//
//   node scripts/calendar.mjs            write the table
//   node scripts/calendar.mjs --verify   fail if the table in the tree differs
//
// Data: npm chinese-days, compared day by day with PyPI chinesecalendar where
// python3 with pip is at hand. Both are pinned and go into a temporary folder.
// For a new year: raise both versions and LAST, run, read the diff against the
// announcement, and move the tests of the horizon in calendar.rs.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = 'chinese-days@1.5.7'
const WITNESS = 'chinesecalendar==1.11.0'
const FIRST = 2019
const LAST = 2026
const TABLE = fileURLToPath(new URL('../crates/domain/src/calendar/data.rs', import.meta.url))

const temp = mkdtempSync(join(tmpdir(), 'calendar-'))
try {
  const days = read(temp)
  check(days)
  compare(days, witness(temp))
  const table = rust(days)
  if (!process.argv.includes('--verify')) writeFileSync(TABLE, table)
  else if (readFileSync(TABLE, 'utf8') !== table) fail(`data.rs is not what ${SOURCE} says: run node scripts/calendar.mjs`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  rmSync(temp, { recursive: true })
}

/** `{ holidays, makeUps }`, each a map from '2026-02-14' to the Chinese name. */
function read(folder) {
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, SOURCE], { stdio: ['ignore', 'ignore', 'inherit'] })
  const all = { holidays: {}, makeUps: {} }
  for (let year = FIRST; year <= LAST; year++) {
    const file = join(folder, `node_modules/chinese-days/dist/years/${year}.json`)
    const { holidays, workdays } = JSON.parse(readFileSync(file, 'utf8'))
    Object.assign(all.holidays, named(holidays))
    Object.assign(all.makeUps, named(workdays))
  }
  return all
}

/** The source writes "Spring Festival,春节,4"; some names leave out their 节. */
function named(entries) {
  const full = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' }
  return Object.fromEntries(Object.entries(entries).map(([day, words]) => {
    const name = words.split(',')[1]
    return [day, full[name] ?? name]
  }))
}

/** A year without announced days would read as all ordinary: refuse it. */
function check({ holidays, makeUps }) {
  for (let year = FIRST; year <= LAST; year++) {
    const off = Object.keys(holidays).filter((day) => day.startsWith(`${year}-`))
    if (off.length < 25) fail(`${year}: only ${off.length} holidays`)
    for (const day of [`${year}-01-01`, `${year}-05-01`, `${year}-10-01`]) {
      if (!(day in holidays)) fail(`${day} is no holiday in the source`)
    }
  }
  for (const day of Object.keys(makeUps)) {
    if (![0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())) fail(`${day}: a make-up day on a weekday`)
    if (day in holidays) fail(`${day} is both a holiday and a make-up day`)
  }
}

/** The second opinion, or null where Python is missing. */
function witness(folder) {
  const code = 'import json, chinese_calendar.constants as c; '
    + 'print(json.dumps({"holidays": [str(d) for d in c.holidays], "makeUps": [str(d) for d in c.workdays]}))'
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', join(folder, 'py'), WITNESS], { stdio: 'ignore' })
    const env = { ...process.env, PYTHONPATH: join(folder, 'py') }
    return JSON.parse(execFileSync('python3', ['-c', code], { env, encoding: 'utf8' }))
  } catch {
    console.warn(`not compared with ${WITNESS}: python3 with pip did not answer`)
    return null
  }
}

/** Both must name the same weekdays off and the same weekends at work. */
function compare(days, other) {
  if (!other) return
  const weekday = (day) => ![0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())
  const known = (day) => Number(day.slice(0, 4)) >= FIRST && Number(day.slice(0, 4)) <= LAST
  for (const [kind, matters] of [['holidays', weekday], ['makeUps', () => true]]) {
    const ours = new Set(Object.keys(days[kind]).filter(matters))
    const theirs = new Set(other[kind].filter(known).filter(matters))
    const differ = [...ours, ...theirs].filter((day) => ours.has(day) !== theirs.has(day))
    if (differ.length) fail(`${SOURCE} and ${WITNESS} differ in ${kind}: ${differ.join(' ')}`)
  }
}

/** Runs of one holiday become one row: a phone downloads this table. */
function rust({ holidays, makeUps }) {
  const rows = []
  for (const day of Object.keys(holidays).sort()) {
    const last = rows.at(-1)
    if (last && last.name === holidays[day] && next(last.to) === day) last.to = day
    else rows.push({ from: day, to: day, name: holidays[day] })
  }
  const number = (day) => day.replaceAll('-', '')
  return [
    `//! The official holidays and make-up workdays of ${FIRST} to ${LAST}, as announced.`,
    `//! Written by scripts/calendar.mjs from ${SOURCE}; not edited by hand.`,
    '',
    '/// The years that the table answers for.',
    `pub(super) const YEARS: std::ops::RangeInclusive<i32> = ${FIRST}..=${LAST};`,
    '',
    '/// First day, last day, name.',
    '#[rustfmt::skip]',
    'pub(super) const HOLIDAYS: &[(u32, u32, &str)] = &[',
    ...rows.map(({ from, to, name }) => `    (${number(from)}, ${number(to)}, "${name}"),`),
    '];',
    '',
    '/// A weekend day at work, and the holiday that it makes up for.',
    '#[rustfmt::skip]',
    'pub(super) const MAKE_UPS: &[(u32, &str)] = &[',
    ...Object.keys(makeUps).sort().map((day) => `    (${number(day)}, "${makeUps[day]}"),`),
    '];',
    '',
  ].join('\n')
}

function next(day) {
  return new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function fail(reason) {
  throw new Error(reason)
}
