import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SHORTENED, shortNames } from '../../../scripts/bundle/shortNames.ts'

const root = join(import.meta.dirname, '../../..')
const readFolder = (folder: string, isOther = (_parent: string) => false) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isOther(entry.parentPath))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
const readFiles = (...files: string[]) => files.map((file) => readFileSync(join(root, file), 'utf8'))
const src = 'extensions/gate-block/src'
/** What the blocks of buyers' pages read, whose scripts keep their names. */
const SURFACES = 'surfaces'

describe('the properties with short names', () => {
  test('default: each is used, and each short name stands for one', () => {
    const ours = readFolder(src).join('\n')
    expect(SHORTENED.filter((name) => !new RegExp(`\\b${name}\\b`).test(ours))).toEqual([])
    expect(new Set(Object.values(shortNames)).size).toBe(SHORTENED.length)
  })

  test('behavior: none is a name of the browser, of a wallet, of the proxy, of our Liquid, or of what is stored', () => {
    const libraries = ['lib.dom.d.ts', 'lib.es5.d.ts', 'lib.es2015.core.d.ts'].map(
      (file) => `node_modules/typescript/lib/${file}`,
    )
    const foreign = [
      ...readFiles(...libraries).map((text) => text.replace(/^(\s+\w+)(<.*>)?\(/gm, '$1:')),
      ...readFolder('extensions/gate-block/blocks'),
      ...readFolder('extensions/gate-block/snippets'),
      ...readFiles(`${src}/api/types.ts`, `${src}/wallets/types.ts`, `${src}/readConfig.ts`),
      // The scripts of our own pages are bundled from the block's sources, with the whole names.
      ...readFolder('app/proxy', (parent) => parent.endsWith('browser') || parent.endsWith(SURFACES)),
      ...readFiles('app/core/gate/answer.ts'),
      ...readFolder(`${src}/session`),
    ].join('\n')
    // A property in a type or in an object, in JSON too.
    const isForeign = (name: string) => new RegExp(`\\b${name}"?\\??:`).test(foreign)
    expect(SHORTENED.filter(isForeign)).toEqual([])
  })
})
