import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { chains } from '../../app/core/chain/chains.ts'
import * as limits from '../../app/core/limit/limits.ts'

/* docs/configuration.md and .env.example list the variables that the code reads, and docs/limits.md the limits that it
 * enforces. */
function listRows(page: string, columns: number): string[][] {
  return readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!---)/.test(line))
    .map((line) => line.slice(2, line.endsWith(' |') ? -2 : -1).split(' | '))
    .filter((cells) => cells.length === columns)
}

function readSources(): string {
  return readdirSync('app', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .filter((entry) => !entry.parentPath.includes('generated'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}

const sources = readSources()

const listed = listRows('docs/configuration.md', 3)
  .flatMap(([names = '']) => [...names.matchAll(/`([A-Z0-9_]+)(?:<CHAIN>)?`/g)])
  .map((match) => match[1] ?? '')

describe('docs/configuration.md', () => {
  test('behavior: the page lists every variable of the environment’s schema', () => {
    const schema = readFileSync('app/env.server.ts', 'utf8').split('z.object({')[1]?.split('\n})')[0] ?? ''
    const names = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1] ?? '')
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !listed.includes(name))).toEqual([])
  })

  test('behavior: the page lists the variables of the process, of each chain and of each prefix', () => {
    const read = [...sources.matchAll(/process\.env\.([A-Z_]+)/g)].map((match) => match[1] ?? '')
    const prefixes = [...sources.matchAll(/'((?:RPC|DAS|ERC1155)_[A-Z0-9_]+_)'/g)].map(
      (match) => match[1] ?? '',
    )
    const rpc = chains.map(({ slug }) => `RPC_URL_${slug.toUpperCase()}`)
    const named = [...read, ...rpc].filter((name) => name !== 'NODE_ENV' && name !== 'RPC_URL_')
    expect(prefixes).toEqual(
      expect.arrayContaining(['RPC_SECOND_OPINION_', 'DAS_URL_', 'ERC1155_FIRST_BLOCK_']),
    )
    expect(named.filter((name) => !listed.includes(name))).toEqual([])
    expect(prefixes.filter((prefix) => !listed.some((name) => name.startsWith(prefix)))).toEqual([])
  })

  test('refuses: a variable that nothing reads', () => {
    const isRead = (name: string) =>
      sources.includes(name) || chains.some(({ slug }) => name.endsWith(`_${slug.toUpperCase()}`))
    expect(listed.filter((name) => !isRead(name))).toEqual([])
  })
})

describe('.env.example', () => {
  const text = readFileSync('.env.example', 'utf8')
  const given = Object.entries(parseEnv(text))

  test('behavior: it has every listed variable once, and one of each family', () => {
    const names = [...text.matchAll(/^(?:# )?([A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '')
    const isListed = (name: string) =>
      listed.some((one) => (one.endsWith('_') ? name.startsWith(one) : name === one))
    const isGiven = (one: string) =>
      names.some((name) => (one.endsWith('_') ? name.startsWith(one) : name === one))
    expect(names.filter((name) => !isListed(name))).toEqual([])
    expect(listed.filter((one) => !isGiven(one))).toEqual([])
    expect(names).toEqual([...new Set(names)])
    expect(given.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([])
  })

  test('behavior: every variable is empty, so that a copy changes nothing by itself', () => {
    expect(given.filter(([, value]) => value !== '')).toEqual([])
  })
})

/** The table of what each platform has is compared in storeLimits.test.ts. */
const PLATFORM = /^(BigCommerce|yes|no|of the whole order|in the app alone)$/

describe('docs/limits.md', () => {
  const rows = listRows('docs/limits.md', 3)
    .map(([what = '', most = '', constant = '']) => ({
      what,
      most: Number(most.replaceAll(',', '')),
      constant: constant.replaceAll('`', '').trim(),
    }))
    .filter(({ constant }) => constant !== '' && constant !== 'constant' && !PLATFORM.test(constant))
  const isLimit = ({ constant }: { constant: string }) => /^[a-z]/.test(constant)

  test.each(rows.filter((row) => !isLimit(row)))('behavior: at most $most $what ($constant)', (row) => {
    const values = [...sources.matchAll(new RegExp(`const ${row.constant} = ([\\d_]+)`, 'g'))]
    expect(values.map((match) => Number(match[1]?.replaceAll('_', '')))).toContain(row.most)
  })

  test('behavior: the page lists every rate limit with its number', () => {
    const { clientLimits, ...others } = limits
    const held = Object.entries({
      ...others,
      ...Object.fromEntries(Object.entries(clientLimits).map(([name, one]) => [`clientLimits.${name}`, one])),
    }).map(([constant, { most, seconds }]) => ({ constant, most: (most * 60) / seconds }))
    const listed = rows.filter(isLimit).map(({ constant, most }) => ({ constant, most }))
    const order = (one: { constant: string }, other: { constant: string }) =>
      one.constant.localeCompare(other.constant)
    expect(listed.sort(order)).toEqual(held.sort(order))
  })
})
