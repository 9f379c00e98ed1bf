import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { themeCheckRun } from '@shopify/theme-check-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBlock } from '../../../scripts/buildBlock.ts'
import { extensionDir } from './page/renderBlock.ts'

const folder = mkdtempSync(join(tmpdir(), 'gate-block-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => buildBlock())

async function check(root: string, rules: string): Promise<string[]> {
  const config = join(folder, `${rules}.yml`)
  writeFileSync(config, `extends: theme-check:${rules}\n${rules === 'all' ? 'context: app\n' : ''}`)
  const { offenses } = await themeCheckRun(root, config)
  return offenses.map(
    (offense) => `${offense.check} ${offense.uri.split('/').slice(-2).join('/')}: ${offense.message}`,
  )
}

describe('theme check', () => {
  test('default', async () => {
    expect(await check(extensionDir, 'theme-app-extension')).toEqual([])
    expect(await check(extensionDir, 'all')).toEqual([])
  })

  test('behavior: with the configuration that Shopify’s command line uses, nothing is found, and a loader that grows is', async () => {
    expect((await themeCheckRun(extensionDir)).offenses).toEqual([])
    const copy = join(folder, 'grown')
    cpSync(extensionDir, copy, { recursive: true })
    writeFileSync(join(copy, 'assets/palisade-gate.js'), 'x'.repeat(10_001))
    const { offenses } = await themeCheckRun(copy)
    expect(new Set(offenses.map((offense) => offense.check))).toEqual(
      new Set(['AssetSizeAppBlockJavaScript']),
    )
    rmSync(join(copy, 'assets/palisade-gate.js'))
    expect((await themeCheckRun(copy)).offenses[0]?.message).toContain('does not exist')
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
