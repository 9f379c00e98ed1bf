import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GateGives } from '../../../../app/core/gate/formatGateCard.ts'
import { type ReactionKind, reactionKinds } from '../../../../app/core/gate/reactionKinds.ts'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { extensionDir, renderBlock } from '../page/renderBlock.ts'
import { ape } from '../page/seedGates.ts'

type Texts = {
  readonly give: Readonly<Record<string, string>>
  readonly also: Readonly<Record<string, string>>
}
type Gives = Partial<GateGives>

const KINDS = Object.keys(reactionKinds) as ReactionKind[]
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it']

/** The texts of a card whose gate gives only this. */
const ALONE: Readonly<Record<ReactionKind, Gives>> = {
  exclusive: { kind: 'none', exclusive: true },
  percentage: { kind: 'percentage', percent: '20' },
  fixedAmount: { kind: 'fixed_amount', amount: '5', currency: 'USD' },
  orderPercentage: { kind: 'order_percentage', percent: '20' },
  orderAmount: { kind: 'order_amount', amount: '5', currency: 'USD' },
  freeShipping: { kind: 'none', free_shipping: true },
}

function loadTexts(language: string): Texts {
  const name = language === 'en' ? 'en.default.json' : `${language}.json`
  return JSON.parse(readFileSync(path.join(extensionDir, 'locales', name), 'utf8')).gate
}

async function render(gives: Gives, locale: string) {
  const html = await renderBlock({ locale, gates: [{ number: 4, conditions: [ape], gives }] })
  const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  const offer = html.slice(html.indexOf('<div class="palisade-offer">'), html.indexOf('data-ref="ask"'))
  const [gate] = (JSON.parse(json) as GateConfig).gates
  return { offer: offer.replace(/<[^>]*>/g, ' '), gate }
}
const fill = (text: string, kind: ReactionKind) =>
  text.replace('{{ value }}', reactionKinds[kind].amount === 'money' ? '5 USD' : '20')

describe.each(KINDS)('%s', (kind) => {
  const { card, off } = reactionKinds[kind]

  test.each(LANGUAGES)('default: in %s the card, the script and the terms name it', async (language) => {
    const { give, also } = loadTexts(language)
    const { offer, gate } = await render(ALONE[kind], language)
    expect(gate?.give).toBe(give[card]?.replace('{{ value }}', '[value]'))
    expect(gate?.isPriced).toBe(off !== null)
    expect(gate?.isExclusive).toBe(kind === 'exclusive')
    // Its title is a text of its own.
    if (kind === 'exclusive') return
    expect(offer.toLowerCase()).toContain(fill(give[card] ?? 'no text', kind).toLowerCase())
    const both = await render({ ...ALONE[kind], exclusive: true }, language)
    expect(both.offer).toContain(fill(also[card] ?? 'no text', kind))
    expect(both.gate?.give).toBe(`${give.exclusive}, ${gate?.give}`)
  })
})

const BESIDE_PRICE = KINDS.filter(
  (kind) => reactionKinds[kind].amount === null && reactionKinds[kind].off !== null,
)
test.each(BESIDE_PRICE)('behavior: the terms also name %s beside a price', async (kind) => {
  const { card } = reactionKinds[kind]
  const { offer, gate } = await render({ ...ALONE.percentage, ...ALONE[kind], kind: 'percentage' }, 'en')
  expect(offer).toContain(loadTexts('en').also[card])
  expect(gate?.give).toContain(loadTexts('en').give[card])
})
