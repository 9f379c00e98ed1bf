import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { composeLicenses } from '../../../scripts/bundle/composeLicenses.ts'

/** Make a package with these files. Returns the path of its code. */
function makePackage(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-licenses-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const root = path.join(folder, 'node_modules/@a/b')
  mkdirSync(path.join(root, 'lib'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text)
  return path.join(root, 'lib/index.js')
}

test('default: each package once, with its licence and its texts', async () => {
  const stated = JSON.stringify({ name: '@a/b', version: '1.2.3', license: 'MIT' })
  const file = makePackage({ 'package.json': stated, 'LICENSE.txt': 'The text.', notes: 'No text.' })
  const text = await composeLicenses([file, file.replace('index', 'other'), 'app/server.ts'])
  expect(text).toBe(`${'-'.repeat(80)}\n@a/b 1.2.3: MIT\n\nThe text.\n`)
})

test('behavior: the text is enough where package.json names no licence', async () => {
  const stated = JSON.stringify({ name: '@a/b', version: '1.2.3' })
  const file = makePackage({ 'package.json': stated, COPYING: 'The text.' })
  expect(await composeLicenses([file])).toContain('The text.')
})

test('refuses: a package without any licence', async () => {
  const file = makePackage({ 'package.json': JSON.stringify({ name: '@a/b', version: '1.2.3' }) })
  await expect(composeLicenses([file])).rejects.toThrow('state no licence: @a/b 1.2.3')
})

test('refuses: a package under the LGPL, and accepts one that offers a choice', async () => {
  const state = (license: string) =>
    makePackage({ 'package.json': JSON.stringify({ name: '@a/b', version: '1.2.3', license }) })
  await expect(composeLicenses([state('LGPL-3.0-only')])).rejects.toThrow(
    'may not be bundled: @a/b 1.2.3 (LGPL-3.0-only)',
  )
  expect(await composeLicenses([state('(MIT OR GPL-3.0-or-later)')])).toContain('MIT')
})
