import { describe, expect, test } from 'vitest'
import { formatRequirement } from '../../../app/core/requirement/formatRequirement.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import { fc } from '../../random.ts'

const contract = `0x${'ab'.repeat(20)}`
const label = { name: 'Night Owls', symbol: 'OWL' }
const erc721 = { kind: 'erc721', chain: 'ethereum', contract, label, minimum: '2' }
const erc20 = { kind: 'erc20', chain: 'base', contract, label, minimum: '1500000', decimals: 6 }
const erc1155 = { kind: 'erc1155', chain: 'polygon', contract, label, minimum: '3', tokenIds: ['1', '7'] }
const mint = 'So11111111111111111111111111111111111111112'
const native = { kind: 'native', chain: 'base', minimum: '1', maximum: '5' }
const ranges = { ...erc721, minimum: '1', maximum: '9', tokenIds: ['5', '100-199'] }
const perId = { ...erc1155, perId: true }
const { tokenIds: _named, ...anyToken } = erc1155
const spl = { kind: 'spl', chain: 'solana', contract: mint, label, minimum: '1', decimals: 9 }
const creator = { kind: 'creator', chain: 'solana', contract: mint, label, minimum: '1' }
const listId = '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01'
const allowlist = { kind: 'allowlist', chain: 'base', listId, listName: 'Friends' }
const nested = (levels: number): unknown =>
  levels === 0 ? erc721 : { kind: levels % 2 ? 'all' : 'any', of: [nested(levels - 1)] }
const of = (...conditions: unknown[]) => ({ v: 1, root: { kind: 'all', of: conditions } })

describe('parseRequirement', () => {
  test('default: a formatted requirement is read back', () => {
    const json = {
      ...of(
        erc721,
        { kind: 'any', of: [erc20, { kind: 'not', of: erc1155 }] },
        { kind: 'atLeast', count: 2, of: [native, ranges, spl, creator, allowlist, perId, anyToken] },
      ),
      snapshots: [{ chain: 'ethereum', block: '18000000' }],
    }
    expect(formatRequirement(parseRequirement(json))).toEqual(json)
  })

  test('behavior: a minimum of zero means any amount; ids are sorted, and addresses are folded', () => {
    const upper = { ...erc1155, minimum: '0', contract: `0x${'AB'.repeat(20)}`, tokenIds: ['7', '1'] }
    expect(parseRequirement({ v: 1, root: upper }).root).toMatchObject({
      minimum: 1n,
      contract,
      tokenIds: [
        { first: 1n, last: 1n },
        { first: 7n, last: 7n },
      ],
    })
  })

  test('behavior: a coin has 18 decimals, unless others are stored', () => {
    const parse = (root: unknown) => parseRequirement({ v: 1, root })
    expect(parse(native).root).toMatchObject({ decimals: 18 })
    const hedera = { ...native, chain: 'eip155:295', decimals: 8 }
    expect(parse(hedera).root).toMatchObject({ decimals: 8 })
    expect(formatRequirement(parse(hedera))).toMatchObject({ root: hedera })
  })

  test('behavior: Solana addresses that differ in case are different', () => {
    const other = parseRequirement({ v: 1, root: { ...spl, contract: mint.toLowerCase() } }).root
    expect(other).toMatchObject({ contract: mint.toLowerCase() })
  })

  test.each<[string, unknown, string]>([
    ['37 decimals of a coin', of({ ...native, decimals: 37 }), 'ERR_REQUIREMENT_INVALID'],
    ['another version', { ...of(erc721), v: 2 }, 'ERR_REQUIREMENT_INVALID'],
    ['no version', { root: { kind: 'all', of: [erc721] } }, 'ERR_REQUIREMENT_INVALID'],
    ['no conditions', of(), 'ERR_REQUIREMENT_INVALID'],
    ['too many conditions', of(...Array(101).fill(erc721)), 'ERR_REQUIREMENT_INVALID'],
    ['an unknown kind of group', { v: 1, root: { kind: 'xor', of: [erc721] } }, 'ERR_REQUIREMENT_INVALID'],
    ['an unknown kind of condition', of({ ...erc721, kind: 'poap' }), 'ERR_REQUIREMENT_INVALID'],
    ['an unknown field', of({ ...erc20, tokenIds: ['1'] }), 'ERR_REQUIREMENT_INVALID'],
    ['an unknown chain', of({ ...erc721, chain: 'Ethereum' }), 'ERR_CHAIN_UNKNOWN'],
    ['an invalid address', of({ ...erc721, contract: '0x12' }), 'ERR_ADDRESS_INVALID'],
    ['a minimum as a number', of({ ...erc721, minimum: 2 }), 'ERR_REQUIREMENT_INVALID'],
    ['a minimum in hexadecimal', of({ ...erc721, minimum: '0x2' }), 'ERR_REQUIREMENT_INVALID'],
    ['a negative minimum', of({ ...erc721, minimum: '-1' }), 'ERR_REQUIREMENT_INVALID'],
    ['a minimum above 2^256', of({ ...erc721, minimum: String(1n << 256n) }), 'ERR_REQUIREMENT_INVALID'],
    ['an id with a leading zero', of({ ...erc1155, tokenIds: ['01'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a repeated id', of({ ...erc1155, tokenIds: ['1', '1'] }), 'ERR_REQUIREMENT_INVALID'],
    [
      'more than 100 conditions in groups',
      of(...Array(2).fill({ kind: 'any', of: Array(51).fill(erc721) })),
      'ERR_REQUIREMENT_INVALID',
    ],
    ['groups six levels deep', { v: 1, root: nested(6) }, 'ERR_REQUIREMENT_INVALID'],
    ['a count of zero', of({ kind: 'atLeast', count: 0, of: [erc721] }), 'ERR_REQUIREMENT_INVALID'],
    ['too high a count', of({ kind: 'atLeast', count: 2, of: [erc721] }), 'ERR_REQUIREMENT_INVALID'],
    ['a maximum below the minimum', of({ ...erc721, maximum: '1' }), 'ERR_REQUIREMENT_INVALID'],
    ['overlapping ranges', of({ ...ranges, tokenIds: ['1-5', '5-9'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a range that ends before it begins', of({ ...ranges, tokenIds: ['9-5'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a range of three parts', of({ ...ranges, tokenIds: ['1-2-999'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a range without an end', of({ ...ranges, tokenIds: ['1-'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a range of too many ids', of({ ...ranges, tokenIds: ['0-2000'] }), 'ERR_REQUIREMENT_INVALID'],
    [
      'more than 5,000 ids in all',
      of(...[0, 1, 2].map(() => ({ ...ranges, tokenIds: ['1-2000'] }))),
      'ERR_REQUIREMENT_INVALID',
    ],
    ['an id of 2^256', of({ ...ranges, tokenIds: [String(1n << 256n)] }), 'ERR_REQUIREMENT_INVALID'],
    [
      'an empty list of ids of a multi-token contract',
      of({ ...erc1155, tokenIds: [] }),
      'ERR_REQUIREMENT_INVALID',
    ],
    ['"of each id" without ids', of({ ...anyToken, perId: true }), 'ERR_REQUIREMENT_INVALID'],
    ['21 ids of a multi-token contract', of({ ...erc1155, tokenIds: ['1-21'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a Solana token on an EVM chain', of({ ...spl, chain: 'base' }), 'ERR_REQUIREMENT_INVALID'],
    ['a Solana address in another case', of({ ...spl, contract: mint.toUpperCase() }), 'ERR_ADDRESS_INVALID'],
    ['an invalid list id', of({ ...allowlist, listId: 'friends' }), 'ERR_REQUIREMENT_INVALID'],
    ['a holding time of zero', { ...of(erc721), heldForBlocks: 0 }, 'ERR_REQUIREMENT_INVALID'],
    ['zero hours', { ...of(erc721), heldForHours: 0 }, 'ERR_REQUIREMENT_INVALID'],
    ['more than a year', { ...of(erc721), heldForHours: 8_761 }, 'ERR_REQUIREMENT_INVALID'],
    ['hours on Solana', { ...of(spl), heldForHours: 5 }, 'ERR_REQUIREMENT_INVALID'],
    [
      'a holding time in blocks and in hours',
      { ...of(erc721), heldForBlocks: 5, heldForHours: 5 },
      'ERR_REQUIREMENT_INVALID',
    ],
    ['a holding time on Solana', { ...of(spl), heldForBlocks: 5 }, 'ERR_REQUIREMENT_INVALID'],
    [
      'a snapshot of Solana',
      { ...of(spl), snapshots: [{ chain: 'solana', block: '5' }] },
      'ERR_REQUIREMENT_INVALID',
    ],
    [
      'a snapshot with a holding time',
      { ...of(erc721), heldForBlocks: 5, snapshots: [{ chain: 'base', block: '5' }] },
      'ERR_REQUIREMENT_INVALID',
    ],
    ['invalid decimals', of({ ...erc20, decimals: 1.5 }), 'ERR_REQUIREMENT_INVALID'],
    [
      'a name with a line break',
      of({ ...erc721, label: { name: 'a\nb', symbol: '' } }),
      'ERR_REQUIREMENT_INVALID',
    ],
  ])('refuses: %s (%s)', (_, json, code) => {
    expect(() => parseRequirement(json)).toThrowError(expect.objectContaining({ code }))
  })

  test('refuses: any other JSON with a code, never with another exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => parseRequirement(json)).toThrowError(
          expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
        )
      }),
    )
  })
})
