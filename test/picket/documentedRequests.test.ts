import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatTable, HEAD } from './documented/formatTable.ts'
import { sections } from './documented/sections.ts'

/*
 * The table of Picket's documented requests: complete, each row with a check or a test of that title, each difference
 * with its sentence in the guide. documentedRequests.slow.test.ts sends them.
 */
const DOCUMENTED = 252
const guide = readFileSync('docs/moving-from-picket.md', 'utf8')
const all = sections.flatMap(({ cases }) => cases)

/** Whether the file has a test of that title, as it is written there. */
function hasTest({ file, title }: { file: string; title: string }): boolean {
  const escaped = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?:\\btest|\\))\\(\\s*['"\`]${escaped}['"\`],`).test(readFileSync(file, 'utf8'))
}

describe('the documented requests', () => {
  test('default: every row is there once, and is sent or run by a test of that title', () => {
    expect(all.map(({ row }) => row).sort((one, other) => one - other)).toEqual(
      Array.from({ length: DOCUMENTED }, (_, at) => at + 1),
    )
    expect(all.filter(({ check, tests = [] }) => !check && tests.length === 0)).toEqual([])
    const named = all.flatMap(({ row, tests = [] }) => tests.map((one) => ({ row, ...one })))
    expect(named.filter((one) => !hasTest(one))).toEqual([])
  })

  test('behavior: the guide says why each difference is there, and what is not offered', () => {
    const because = all.flatMap(({ row, explained, missing }) => {
      const words = explained ?? missing
      return words === undefined ? [] : [{ row, words }]
    })
    expect(because.filter(({ words }) => !guide.includes(words))).toEqual([])
    // Words that say too little would be found anywhere.
    expect(because.filter(({ words }) => words.length < 20)).toEqual([])
  })

  test('behavior: the guide’s table counts these rows', () => {
    const table = formatTable()
    console.log(`${HEAD}\n${table}`)
    const [, after = ''] = guide.split(`${HEAD}\n`)
    expect(after.split('\n\n', 1)).toEqual([table])
  })
})
