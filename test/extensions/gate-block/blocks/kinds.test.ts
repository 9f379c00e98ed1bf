import { describe, expect, test } from 'vitest'
import { readNeeds } from '../../../../app/admin/needs.ts'
import { formatPreview } from '../../../../app/admin/preview/formatPreview.ts'
import { NO_FLAGS } from '../../../../app/core/gate/reactionKinds.ts'
import { conditionFacts, isConditionKind } from '../../../../app/core/requirement/kinds/facts.ts'
import { parseRequirement } from '../../../../app/core/requirement/parseRequirement.ts'
import type { ConditionKind } from '../../../../app/core/requirement/types.ts'
import { KIND_SAMPLES } from '../../../core/requirement/kindSamples.ts'
import { renderBlock } from '../page/renderBlock.ts'
import { treeNeeds } from '../page/treeNeeds.ts'

const KINDS = Object.keys(conditionFacts).filter(isConditionKind)
const TITLE = /<p class="palisade-title".*?<\/p>/s
const LANGUAGES = ['en', 'de', 'es', 'fr', 'it']

const render = (kind: ConditionKind, locale: string) =>
  renderBlock({
    locale,
    gates: [{ number: 4, conditions: [], needs: treeNeeds({ kind: 'all', of: [KIND_SAMPLES[kind].json] }) }],
  })
const toText = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?\( ?(.*?) ?\)/g, ' ($1)')
    .trim()
const listItems = (html: string, list: RegExp) =>
  [...(list.exec(html)?.[0] ?? '').matchAll(/<li\b[^>]*>(.*?)<\/li>/gs)].map(([, item]) => toText(item ?? ''))

describe.each(KINDS)('%s', (kind) => {
  const { need, holders, json } = KIND_SAMPLES[kind]

  test('default: the card names what is needed and the holders', async () => {
    const html = await render(kind, 'en')
    expect(toText(TITLE.exec(html)?.[0] ?? '')).toBe(`20% off for ${holders}`)
    expect(listItems(html, /<ul class="palisade-needs.*?<\/ul>/s)).toEqual(need === '' ? [] : [need])
  })

  test('behavior: the preview in the admin has the same texts', () => {
    const { title, rows } = formatPreview({
      needs: readNeeds(parseRequirement({ v: 1, root: json }).root),
      held: null,
      isAsOf: false,
      terms: {
        reaction: { ...NO_FLAGS, price: 'percentage', value: '20' },
        cap: '',
        limits: { perWallet: '', perToken: '', total: '' },
        guard: 'open',
        schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
      },
      standing: { kind: 'active', note: null },
      currencyCode: 'EUR',
    })
    expect(title).toBe(`20% off for ${holders}`)
    expect(rows.map(({ text, chain }) => `${text} ${chain}`.trim())).toEqual(need === '' ? [] : [need])
  })

  test.each(LANGUAGES)('behavior: every text exists in %s', async (locale) => {
    const html = await render(kind, locale)
    expect(html).not.toContain('Translation missing')
    const [title, ...needs] = [
      toText(TITLE.exec(html)?.[0] ?? ''),
      ...listItems(html, /<ul class="palisade-needs.*?<\/ul>/s),
    ]
    expect(needs).toHaveLength(need === '' ? 0 : 1)
    expect([title, ...needs].join()).not.toMatch(/\[|\{/)
  })
})
