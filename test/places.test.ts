import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ImportGraph, readImportGraph } from './imports.ts'

/** Folders of tests that are no room of app/. */
const OTHERS = [
  'bench',
  'client',
  'docs',
  'e2e',
  'extensions',
  'fakes',
  'fuzz',
  'scripts',
  'standin',
  'standin-tests',
]

describe('folders of tests', () => {
  test('behavior: a test lies in the folder of a room that it reaches', () => {
    const graph = readImportGraph(['app', 'test'])
    const tests = [...graph.keys()].filter((file) => /\.test\.tsx?$/.test(file))
    expect(tests.length).toBeGreaterThan(300)
    const found = tests.filter((file) => isMisplaced({ file, graph, root: path.resolve('.') }))
    expect(found.map((file) => path.relative('.', file))).toEqual([])
  })

  test('refuses: a test in the folder of a room that it does not reach, or of no room', () => {
    const graph = new Map([
      ['/app/core/a.ts', []],
      ['/app/flows/b.ts', ['/app/core/a.ts']],
      ['/test/helper.ts', ['/app/flows/b.ts']],
      ['/test/core/a.test.ts', ['/app/core/a.ts']],
      ['/test/flows/b.test.ts', ['/test/helper.ts']],
      ['/test/core/b.test.ts', ['/test/helper.ts']],
      ['/test/rooms/a.test.ts', ['/app/core/a.ts']],
      ['/test/fence.test.ts', []],
    ])
    const tests = [...graph.keys()].filter((file) => file.endsWith('.test.ts'))
    expect(tests.filter((file) => isMisplaced({ file, graph, root: '/' }))).toEqual([
      '/test/core/b.test.ts',
      '/test/rooms/a.test.ts',
    ])
  })
})

/** Whether a test does not reach its folder's room, neither directly nor through other files of test/. */
function isMisplaced({ file, graph, root }: { file: string; graph: ImportGraph; root: string }): boolean {
  const [folder = '', ...rest] = path.relative(path.join(root, 'test'), file).split(path.sep)
  // Tests of the whole repository lie beside the rooms. Tests of the API load its routes by URL, which no import shows.
  if (rest.length === 0 || OTHERS.includes(folder) || folder === 'picket') return false
  const room = path.join(root, 'app', folder)
  const seen = new Set([file])
  for (const each of seen) {
    for (const target of graph.get(each) ?? []) {
      // `app/db.server.ts` belongs to the room `db`.
      if (target.startsWith(room) && /^[./]/.test(target.slice(room.length))) return false
      if (target.startsWith(path.join(root, 'test'))) seen.add(target)
    }
  }
  return true
}
