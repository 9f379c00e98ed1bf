import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeSample, type SampleName } from '../../../../extensions/gate-block/src/editor/composeSample.ts'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { CARD_STATES } from '../../../e2e/cardStates.ts'
import { parseSchema } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { extensionDir, renderBlock } from '../page/renderBlock.ts'
import { ape, type SeedGate } from '../page/seedGates.ts'

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
/** A gate for wallets of both families, and customers who are logged in. */
const both: SeedGate = {
  number: 4,
  conditions: [],
  gives: { guard: 'account' },
  needs: {
    join: 'all',
    conditions: [ape],
    chains: [
      { slug: 'ethereum', name: 'Ethereum', id: 1, family: 'evm' },
      { slug: 'solana', name: 'Solana', id: null, family: 'solana' },
    ],
  },
}
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

describe('every other text', () => {
  const say = async (texts: string, more: Partial<Parameters<typeof renderBlock>[0]> = {}) =>
    await renderBlock({ gates, ...more, settings: { texts } })

  test('behavior: no sentence is written without asking for the merchant’s own', () => {
    const asksAlone = /^(gate-text|gate-texts|gate-preview|gate-unknown|gate-locale)\.liquid$/
    const translated = ['blocks', 'snippets'].flatMap((folder) =>
      readdirSync(join(extensionDir, folder)).flatMap((file) =>
        asksAlone.test(file)
          ? []
          : [...readFileSync(join(extensionDir, folder, file), 'utf8').matchAll(/([\w'.]+) \| t\b/g)].flatMap(
              ([, key = '']) =>
                /^'gate\.(language|editor\.\w+)'$|^empty_key$/.test(key) ? [] : [`${file}: ${key}`],
            ),
      ),
    )
    expect(translated).toEqual([])
  })

  test('behavior: a line replaces a sentence of the page, of the script and of a plural', async () => {
    const html = await say(
      [
        'locked.price = Tap to save',
        'signing.title=Say yes in [wallet]',
        'terms.cap = Max. [count]',
        'terms.cap.one = One only',
        'title.offer = [who]: [give]',
        'needs.one = [name], once',
        'give.percentage = save [value] = good',
      ].join('\r\n'),
      { gates: [{ number: 4, conditions: [ape], gives: { cap: 3 } }] },
    )
    expect(html).toContain('Tap to save')
    expect(html).toContain('Max. 3')
    expect(html).toContain('Ape Club holders: Save 20 = good')
    expect(html).toContain('Ape Club, once')
    expect(readConfig(html).texts).toMatchObject({ ask: 'Tap to save', signing: 'Say yes in [wallet]' })
    const one = await say('terms.cap = Max. [count]\nterms.cap.one = One only', {
      gates: [{ number: 4, conditions: [ape], gives: { cap: 1 } }],
    })
    expect(one).toContain('One only')
  })

  test('behavior: a text for one language is read in it alone, and wins there', async () => {
    const texts = 'locked.price = Tap\nde: locked.price = Tippen\npt-BR: locked.connect = Conectar já'
    expect(await say(texts, { locale: 'de' })).toContain('Tippen')
    expect(await say(texts, { locale: 'en' })).not.toContain('Tippen')
    expect(await say(texts, { locale: 'fr' })).toContain('Tap')
    expect(await say(texts, { locale: 'pt-BR' })).toContain('Conectar já')
    expect(await say(texts, { locale: 'pt-PT' })).not.toContain('Conectar já')
  })

  test('refuses: HTML in it, and lines that say nothing', async () => {
    const html = await say(`locked.price = My ${evil}\nsigning.text = My ${evil}\nlocked.connect =\n=x\nno`)
    expect(html).not.toContain('<b onclick')
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(readConfig(html).texts).toMatchObject({ ask: `My ${evil}`, signingText: `My ${evil}` })
    expect(html).toContain('Connect wallet')
  })

  test('behavior: a question mark alone shows the names, only in the theme editor', async () => {
    const html = await say(' ? ', { designMode: true })
    expect(html).toContain('locked.connect = Connect wallet')
    expect(html).toContain(
      'title.offer = give.percentage = [\u2060value]% off for who.token = [\u2060first] holders',
    )
    expect(readConfig(html).texts).toMatchObject({ signing: 'signing.title = Confirm in [\u2060wallet]' })
    expect(html).not.toContain('has no text')
    const copied = await say('signing.title = Say yes in [\u2060wallet]')
    expect(readConfig(copied).texts).toMatchObject({ signing: 'Say yes in [wallet]' })
    expect(await say('?')).not.toContain('locked.connect = ')
  })

  test.each([
    ['a name that no text has', 'locked.prize = x', 'locked.prize'],
    ['a text of the theme editor', 'editor.preview = x', 'editor.preview'],
    ['the block’s language', 'language = xx', 'language'],
    ['a language that the block does not have', 'xx: locked.price = y', 'xx: locked.price'],
    ['a line without a sign', 'Hello', 'Hello'],
    ['a plural that nothing asks for', 'terms.cap.other = x', 'terms.cap.other'],
  ])('refuses: %s, and tells the merchant', async (_, texts, name) => {
    const told = `The block has no text “${name}”. This line changes nothing.`
    expect(await say(`${texts}\nlocked.connect = ok`, { designMode: true })).toContain(told)
    expect(await say(texts)).not.toContain('has no text')
    expect((await say('\nlocked.connect = ok\n', { designMode: true })).includes('has no text')).toBe(false)
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
    const html = await renderBlock({ gates: [both], designMode: true, settings: { state } })
    const sample = composeSample({ name: state, config: readConfig(html), now: 1_800_000_000 })
    const panel = state === 'ledger' || state === 'lost' ? state : sample.kind
    expect(html).toContain(`data-panel="${panel}"`)
    const open = [...html.matchAll(/data-for="(\w+)" role="group" tabindex="-1">/g)].map(([, name]) => name)
    expect(open).toEqual([panel])
    expect(html).toContain(`<option value="${state}" selected>`)
    expect(html.includes(' open>')).toBe(state === 'choosing' || state === 'no_wallet')
  })

  test('behavior: every state that a shopper can meet is in the list', () => {
    const samples: Record<string, SampleName> = {
      ...{ locked: 'locked', 'locked-exclusive': 'locked', 'locked-in-cart': 'locked', rejected: 'rejected' },
      ...{ choosing: 'choosing', 'no-wallet': 'no_wallet', connecting: 'waiting', signing: 'signing' },
      ...{ 'connecting-slow': 'waiting_long', checking: 'checking', 'checking-slow': 'slow', lost: 'lost' },
      ...{ unlocked: 'unlocked', 'unlocked-exclusive': 'unlocked', 'unlocked-in-cart': 'unlocked' },
      ...{ 'refused-unmet': 'unmet', 'refused-in-cart': 'unmet', 'refused-early': 'not_started' },
      ...{ 'refused-ended': 'ended', 'refused-paused': 'paused', 'refused-signed-out': 'sign_in' },
      ...{ 'refused-used-up': 'used_up', 'refused-token-used': 'used_token', 'refused-place-held': 'held' },
      ...{ 'failed-chain': 'failed', 'failed-network': 'network', 'failed-html': 'server' },
      ...{ 'failed-busy': 'busy', 'failed-server': 'server' },
    }
    expect(CARD_STATES.map(({ name }) => samples[name] ?? name)).toEqual(
      CARD_STATES.map(({ name }) => names.find((one) => one === samples[name])),
    )
  })

  test('behavior: the setting does nothing for shoppers', async () => {
    const html = await renderBlock({ gates, settings: { state: 'unlocked' } })
    expect(html).toContain('data-panel="locked"')
  })
})
