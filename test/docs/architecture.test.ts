import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * ARCHITECTURE.md names files, tables and functions. What it names must exist, and every table must have its row; the
 * picture of the rooms is compared by test/fence.test.ts.
 */
const text = readFileSync('ARCHITECTURE.md', 'utf8')

function readSection(heading: string): string {
  const found = text.split(/^(?=## )/m).find((section) => section.startsWith(`## ${heading}\n`))
  if (!found) throw new Error(`ARCHITECTURE.md has no section "${heading}".`)
  return found
}

/** The cells of a section's table, without its head. */
function readRows(heading: string): string[][] {
  return readSection(heading)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '))
}

/** The paths in backticks that name something in this repository; `<name>` stands for a name to choose. */
function listPaths(section: string): string[] {
  return [...section.matchAll(/`((?:app|client|docs|extensions|prisma|scripts|test)(?:\/[^`]+)?)`/g)]
    .map((match) => match[1] ?? '')
    .filter((one) => !one.includes('<'))
}

const sources = readdirSync('app', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated'))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  .join('\n')

/** Whether `app/` declares a function, port or method of this name. */
function isDeclared(name: string): boolean {
  return new RegExp(`\\bfunction ${name}\\b|^ {2,6}${name}: `, 'm').test(sources)
}

describe('ARCHITECTURE.md', () => {
  test('behavior: every file that the document names exists', () => {
    expect(listPaths(text).filter((one) => !existsSync(one))).toEqual([])
  })

  test('behavior: no room has two rows, and none two lines of the picture', () => {
    const rooms = readRows('Rooms')
      .flatMap(([cell = '']) => cell.split(' '))
      .filter((name) => name.includes('/'))
    const picture = /```rooms\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
    const lines = [...picture.matchAll(/^(?:\w+| ) +(\S+) *─►/gm)].map(([, room = '']) => room)
    const listTwice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at)
    expect([rooms.length > 20, lines.length > 30]).toEqual([true, true])
    expect([listTwice(rooms), listTwice(lines)]).toEqual([[], []])
  })

  test('behavior: the glossary is sorted, and each word has a synonym, a description and the file of its type', () => {
    const rows = readRows('Glossary')
    const words = rows.map(([word]) => word)
    expect(words).toEqual([...words].sort())
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell.trim() === ''))).toEqual([])
    expect(rows.filter(([, , , file = '']) => !existsSync(file.replaceAll('`', '')))).toEqual([])
  })

  test('behavior: every table of the schema has a row, and there are no other rows', () => {
    const schema = readFileSync('prisma/schema.prisma', 'utf8')
    const tables = [...schema.matchAll(/@@map\("(\w+)"\)/g)].map((match) => match[1])
    const rows = readRows('Tables')
    expect(rows.map(([table = '']) => table.replaceAll('`', '')).sort()).toEqual(tables.sort())
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([])
  })

  test.each(['A purchase, end to end', 'A login over the API', 'A requirement, end to end'])(
    'behavior: app/ declares each function in the diagram of "%s"',
    (heading) => {
      const drawing = /```\n([\s\S]*?)```/.exec(readSection(heading))?.[1] ?? ''
      // Names with a dot are methods of ports (`grants.open`), which are skipped.
      const names = [...drawing.matchAll(/(?<![\w./])[a-z]+[A-Z]\w+(?![\w.])/g)].map((match) => match[0])
      expect(names.length).toBeGreaterThan(5)
      expect(names.filter((name) => !isDeclared(name))).toEqual([])
    },
  )
})
