import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type FormatPreviewParameters, formatPreview } from '../../../app/admin/preview/formatPreview.ts'
import { createLiquid } from '../../standin/shopify/liquid/createLiquid.ts'
import { coins, owls, passes } from '../sampleCards.ts'

const reaction = { kind: 'percentage', value: '20' } as const
const preview = (over: Partial<FormatPreviewParameters>) =>
  formatPreview({ join: 'all', conditions: [owls], reaction, currencyCode: 'EUR', ...over })

const liquid = createLiquid({
  shop: { locale: 'en', ianaTimezone: 'Europe/Berlin' },
  roots: [path.resolve('extensions/gate-block')],
})

/** The words of the storefront's own snippet. */
async function renderOffer({ join, conditions }: Pick<FormatPreviewParameters, 'join' | 'conditions'>) {
  const value = (of: unknown) => ({ value: of })
  const card = {
    kind: value('discount'),
    needs: value({ join, conditions }),
    gives: value({ kind: 'percentage', percent: '20' }),
  }
  const html: string = await liquid.parseAndRender("{% render 'gate-offer', card: card %}", { card })
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?\( ?(.*?) ?\)/g, ' ($1)')
    .trim()
}

describe('formatPreview', () => {
  test('default', () => {
    expect(preview({})).toEqual({
      title: '20% off for Night Owls holders',
      needs: [{ text: '2 Night Owls', chain: 'Ethereum' }],
    })
  })

  test.each([
    ['one collection', 'all', [owls]],
    ['one coin', 'all', [{ ...coins, minimum: '100' }]],
    ['items', 'all', [passes]],
    ['a token without names', 'all', [{ ...owls, name: '', symbol: 'OWL' }]],
    ['all of two', 'all', [owls, passes]],
    ['any of two', 'any', [owls, passes]],
    ['the same collection on two chains', 'any', [owls, { ...owls, chain_name: 'Polygon' }]],
    ['all of three', 'all', [owls, passes, { ...coins, minimum: '5' }]],
    ['any of three', 'any', [owls, passes, { ...coins, minimum: '5' }]],
  ] as const)('behavior: %s reads as the storefront writes it', async (_, join, conditions) => {
    const { title, needs } = preview({ join, conditions })
    const words = [title, ...needs.flatMap(({ text, chain }) => [text, chain])].join(' ')
    expect(await renderOffer({ join, conditions })).toBe(words)
  })

  test('behavior: what is not written yet is said in general words', () => {
    const unknown = { ...owls, contract: '', name: '', symbol: '', minimum: '1' }
    expect(preview({ conditions: [unknown], reaction: { kind: 'percentage', value: '' } })).toEqual({
      title: 'A discount for token holders',
      needs: [{ text: '1 token', chain: 'Ethereum' }],
    })
  })
})
