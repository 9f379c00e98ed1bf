import { describe, expect, test } from 'vitest'
import type { Erc20Condition } from '../../app/core/requirement/kinds/erc20.ts'
import type { MissingPart, UnmetCondition } from '../../app/core/requirement/types.ts'
import { listLines } from '../../app/proxy/listLines.ts'
import { address, owls } from '../core/requirement/samples.ts'

function coin(over: Partial<Erc20Condition> = {}): Erc20Condition {
  const { tokenIds: _, ...token } = owls()
  return { ...token, kind: 'erc20', decimals: 6, ...over }
}

/** The lines as an outline; what must not be held is in capitals. */
function outline(missing: MissingPart, letters = 'abc'): string[] {
  const unmet = [...letters].map((name): UnmetCondition => {
    const because = name < 'a' ? 'excluded' : 'too-little'
    return { condition: owls({ label: { name, symbol: '' } }), because, found: 0n, wallet: null, block: 1n }
  })
  return listLines({ unmet, missing }).map((line) => {
    const words = 'count' in line ? `${line.text} ${line.count}` : ''
    const said = 'name' in line ? (line.text === 'bare' ? `(${line.name})` : line.name) : words
    return '- '.repeat(line.depth) + said
  })
}

describe('listLines', () => {
  test('default: at the top, what is needed in full has no heading; every other group has one', () => {
    expect(outline(0)).toEqual(['a'])
    expect(outline({ count: 2, of: [0, 1] })).toEqual(['a', 'b'])
    expect(outline({ count: 1, of: [0, 1] })).toEqual(['any 1', '- a', '- b'])
    expect(outline({ count: 2, of: [0, 1, 2] })).toEqual(['at_least 2', '- a', '- b', '- c'])
    expect(outline({ count: 2, of: [{ count: 1, of: [0, 1] }, 2] })).toEqual(['any 1', '- a', '- b', 'c'])
    expect(outline({ count: 1, of: [{ count: 2, of: [0, 1] }, 2] })).toEqual([
      'any 1',
      '- all 2',
      '- - a',
      '- - b',
      '- c',
    ])
  })

  test('behavior: for conditions that must not be met together, the heading says how many may be', () => {
    expect(outline({ count: 1, of: [0, 1, 2] }, 'ABC')).toEqual(['at_most 2', '- (A)', '- (B)', '- (C)'])
    expect(outline({ count: 2, of: [0, 1] }, 'AB')).toEqual(['A', 'B'])
    expect(outline({ count: 1, of: [0, 1] }, 'Ab')).toEqual(['any 1', '- A', '- b'])
  })

  test('behavior: a line names the wallet or speaks of all, names the ids, and calls a nameless token by its contract', () => {
    const say = (condition: UnmetCondition['condition'], more: Partial<UnmetCondition> = {}) =>
      listLines({
        unmet: [{ condition, because: 'too-little', found: 0n, wallet: null, block: 1n, ...more }],
        missing: 0,
      })[0]
    expect(say(owls())).toMatchObject({ text: 'too-little-all', name: 'Night Owls' })
    expect(say(owls(), { wallet: address('1') })).toMatchObject({ text: 'too-little', wallet: '0x11…11' })
    const ids = [1n, 2n, 3n, 4n].map((id) => ({ first: id, last: id }))
    expect(say(owls({ tokenIds: ids }))).toMatchObject({ name: 'Night Owls (#1, #2, #3, …)' })
    expect(say(owls({ tokenIds: [{ first: 100n, last: 199n }] }))).toMatchObject({
      name: 'Night Owls (#100–\u2060199)',
    })
    expect(say(owls({ tokenIds: ids }), { tokenId: '2' })).toMatchObject({ name: 'Night Owls (#2)' })
    expect(say(owls({ label: { name: '', symbol: '' } }))).toMatchObject({ name: '0xaa…aa' })
    expect(say(owls(), { because: 'no-wallet', found: null })).toMatchObject({ text: 'no-wallet', found: '' })
  })

  test('behavior: one base unit of a coin with decimals is shown as any amount', () => {
    const say = (condition: UnmetCondition['condition'], because: 'too-little' | 'too-much' = 'too-little') =>
      listLines({ unmet: [{ condition, because, found: 0n, wallet: null, block: 1n }], missing: 0 })[0]
    expect(say(coin({ minimum: 1n }))).toMatchObject({ needed: '> 0', found: '0' })
    expect(say(coin({ minimum: 2n }))).toMatchObject({ needed: '0.000002' })
    expect(say(coin({ minimum: 1n, decimals: 0 }))).toMatchObject({ needed: '1' })
    expect(say(coin({ minimum: 1n, maximum: 5n }), 'too-much')).toMatchObject({ needed: '0.000005' })
    expect(say(owls())).toMatchObject({ needed: '1' })
  })
})
