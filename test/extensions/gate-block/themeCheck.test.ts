import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { themeCheckRun } from '@shopify/theme-check-node'
import { afterAll, describe, expect, test } from 'vitest'
import { extensionDir } from './page/renderBlock.ts'

const folder = mkdtempSync(join(tmpdir(), 'gate-block-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Theme check weighs the uncompressed file; size.test.ts limits the compressed one to 10 kB. */
const accepted = new Set(['AssetSizeAppBlockJavaScript'])

async function check(root: string, rules: string): Promise<string[]> {
  const config = join(folder, `${rules}.yml`)
  writeFileSync(config, `extends: theme-check:${rules}\n${rules === 'all' ? 'context: app\n' : ''}`)
  const { offenses } = await themeCheckRun(root, config)
  return offenses
    .filter((offense) => !accepted.has(offense.check))
    .map((offense) => `${offense.check} ${offense.uri.split('/').slice(-2).join('/')}: ${offense.message}`)
}

describe('theme check', () => {
  test('default', async () => {
    expect(await check(extensionDir, 'theme-app-extension')).toEqual([])
    expect(await check(extensionDir, 'all')).toEqual([])
  })

  test('behavior: it finds the faults that it checks for', async () => {
    const copy = join(folder, 'copy')
    cpSync(extensionDir, copy, { recursive: true })
    const file = join(copy, 'blocks/gate.liquid')
    const source = readFileSync(file, 'utf8')
    writeFileSync(file, `{{ 'gate.no_such_key' | t }}{% include 'gate-icon' %}${source}`)
    const found = await check(copy, 'theme-app-extension')
    expect(found.join('\n')).toMatch(/TranslationKeyExists/)
    expect(found.join('\n')).toMatch(/DeprecatedTag|AppBlockValidTags/)
  })
})
