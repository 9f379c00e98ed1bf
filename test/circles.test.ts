import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCircles, listImports, readImportGraph } from './imports.ts'

const FOLDERS = ['app', 'client', 'extensions/gate-block/src', 'scripts', 'test']

describe('the import graph, types included', () => {
  test('behavior: there are no circular imports', () => {
    const graph = readImportGraph(FOLDERS)
    const circles = findCircles(graph).map((files) => files.map((file) => path.relative('.', file)))
    expect(circles).toEqual([])
    expect(graph.size).toBeGreaterThan(1_000)
  })

  test('default: types, dynamic imports and re-exports count as imports', () => {
    const source = `
      import type { A } from './a.ts'
      import { type B } from './b.ts'
      export type { C } from './c.ts'
      export * from './d.ts'
      type E = import('./e.ts').E
      const f = await import('./f.ts')
      import url from './g.css?url'
      // import { H } from './h.ts'
    `
    expect(listImports(source).sort()).toEqual(
      ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'f.ts', 'g.css'].map((name) => `./${name}`),
    )
  })

  test('refuses: a circle of two files, and one of three beside it', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['a', 'c']],
      ['c', ['d']],
      ['d', ['e']],
      ['e', ['c', 'f']],
      ['f', []],
    ])
    expect(findCircles(graph)).toEqual([
      ['c', 'd', 'e'],
      ['a', 'b'],
    ])
  })
})
