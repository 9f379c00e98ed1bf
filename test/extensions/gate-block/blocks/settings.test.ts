import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeSample, type SampleName } from '../../../../extensions/gate-block/src/editor/composeSample.ts'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { parseSchema } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { extensionDir, renderBlock } from '../page/renderBlock.ts'
import { ape } from '../page/seedGates.ts'

type Setting = {
  readonly id?: string
  readonly type: string
  readonly options?: readonly { value: string }[]
}
const readSettings = (block: string): readonly Setting[] =>
  (parseSchema(readFileSync(join(extensionDir, 'blocks', `${block}.liquid`), 'utf8')).settings ??
    []) as readonly Setting[]
const listTexts = (block: string) =>
  readSettings(block).flatMap(({ id }) => (id?.startsWith('text_') || id === 'heading' ? [id] : []))

const gates = [{ number: 4, conditions: [ape] }]
const evil = '</script><b onclick=x>"&'

function readConfig(html: string): GateConfig {
  return JSON.parse(/data-ref="config">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '') as GateConfig
}

describe('the merchant’s own texts', () => {
  test.each(listTexts('gate'))('behavior: %s replaces the block’s text, and is escaped', async (id) => {
    const settings = { get_url: '/pages/club', [id]: `My words ${evil}` }
    const html = await renderBlock({ gates, settings })
    expect(html).toContain('My words')
    expect(html).not.toContain('<b onclick')
    expect(html.match(/<script/g)).toHaveLength(2)
    const plain = await renderBlock({ gates, settings: { get_url: '/pages/club' } })
    expect(plain).not.toContain('My words')
    // The script's texts are whole: JSON has its own escapes.
    const { texts, titles } = readConfig(html)
    if (id === 'text_ask') expect(texts.ask).toBe(`My words ${evil}`)
    if (id === 'text_unlocked') expect(texts.unlocked).toBe(`My words ${evil}`)
    if (id === 'text_refused') expect(titles['too-little']).toBe(`My words ${evil}`)
  })

  test('behavior: several offers keep their own titles', async () => {
    const both = [...gates, { number: 5, conditions: [ape] }]
    const html = await renderBlock({ gates: both, settings: { text_title: 'My words' } })
    expect(html).not.toContain('My words')
  })
})

describe('the looks', () => {
  test('behavior: an accent colors the buttons, with a label that can be read on it', async () => {
    const style = async (accent: string) =>
      /<style>(#shopify-block-.*?)<\/style>/.exec(await renderBlock({ gates, settings: { accent } }))?.[1]
    expect(await style('#112233')).toContain('background:#112233;--palisade-button-color:#fff')
    expect(await style('#ffee99')).toContain('background:#ffee99;--palisade-button-color:#000')
    expect(await style('')).toBeUndefined()
    expect(await renderBlock({ gates, settings: { accent: evil } })).not.toContain('<b onclick')
  })

  test('behavior: only a compact card loads the further style sheet', async () => {
    expect(await renderBlock({ gates })).not.toContain('palisade-extras.css')
    const compact = await renderBlock({ gates, settings: { layout: 'compact' } })
    expect(compact).toContain('palisade-extras.css')
    expect(compact).toContain('class="palisade-gate palisade-compact"')
  })
})

describe('the theme editor', () => {
  const names = readSettings('gate')
    .find(({ id }) => id === 'state')
    ?.options?.map(({ value }) => value) as readonly SampleName[]

  test('behavior: no element that calls a wallet is on the page', async () => {
    const html = await renderBlock({ gates, designMode: true })
    expect(html).not.toContain('<palisade-gate')
    expect(html).toContain('<palisade-preview')
    expect(html).toContain('palisade-editor.js')
    expect(html).toContain('Preview: no wallet is asked here.')
    expect(html).not.toContain('Translation missing')
    expect(await renderBlock({ gates })).not.toMatch(/palisade-editor|palisade-preview/)
  })

  test.each(names)('behavior: %s is shown without script, and picked in the list', async (state) => {
    const html = await renderBlock({ gates, designMode: true, settings: { state } })
    const sample = composeSample({ name: state, config: readConfig(html), now: 1_800_000_000 })
    const panel = sample.kind
    expect(html).toContain(`data-panel="${panel}"`)
    const open = [...html.matchAll(/data-for="(\w+)" role="group" tabindex="-1">/g)].map(([, name]) => name)
    expect(open).toEqual([panel])
    expect(html).toContain(`<option value="${state}" selected>`)
    expect(html.includes(' open>')).toBe(state === 'choosing' || state === 'no_wallet')
  })

  test('behavior: the setting does nothing for shoppers', async () => {
    const html = await renderBlock({ gates, settings: { state: 'unlocked' } })
    expect(html).toContain('data-panel="locked"')
  })
})
