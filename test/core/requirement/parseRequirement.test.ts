import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRequirement } from '../../../app/core/requirement/formatRequirement.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'

const contract = `0x${'ab'.repeat(20)}`
const label = { name: 'Night Owls', symbol: 'OWL' }
const erc721 = { kind: 'erc721', chain: 'ethereum', contract, label, minimum: '2' }
const erc20 = { kind: 'erc20', chain: 'base', contract, label, minimum: '1500000', decimals: 6 }
const erc1155 = { kind: 'erc1155', chain: 'polygon', contract, label, minimum: '3', tokenIds: ['1', '7'] }
const of = (...conditions: unknown[]) => ({ v: 1, root: { kind: 'all', of: conditions } })

describe('parseRequirement', () => {
  test('default: what is formatted is read back', () => {
    const json = of(erc721, erc20, erc1155)
    expect(formatRequirement(parseRequirement(json))).toEqual(json)
  })

  test('behavior: a minimum of nothing means more than nothing; ids are sorted; addresses are folded', () => {
    const upper = { ...erc1155, minimum: '0', contract: `0x${'AB'.repeat(20)}`, tokenIds: ['7', '1'] }
    expect(parseRequirement(of(upper)).root.of[0]).toMatchObject({
      minimum: 1n,
      contract,
      tokenIds: [1n, 7n],
    })
  })

  test.each<[string, unknown, string]>([
    ['another version', { ...of(erc721), v: 2 }, 'ERR_REQUIREMENT_INVALID'],
    ['no version', { root: { kind: 'all', of: [erc721] } }, 'ERR_REQUIREMENT_INVALID'],
    ['no conditions', of(), 'ERR_REQUIREMENT_INVALID'],
    ['too many conditions', of(...Array(17).fill(erc721)), 'ERR_REQUIREMENT_INVALID'],
    ['a join that is not known', { v: 1, root: { kind: 'not', of: [erc721] } }, 'ERR_REQUIREMENT_INVALID'],
    ['a kind that is not known', of({ ...erc721, kind: 'spl' }), 'ERR_REQUIREMENT_INVALID'],
    ['a field that is not known', of({ ...erc721, tokenIds: ['1'] }), 'ERR_REQUIREMENT_INVALID'],
    ['a chain that is not known', of({ ...erc721, chain: 'Ethereum' }), 'ERR_CHAIN_UNKNOWN'],
    ['an address that is none', of({ ...erc721, contract: '0x12' }), 'ERR_ADDRESS_INVALID'],
    ['a minimum as a number', of({ ...erc721, minimum: 2 }), 'ERR_REQUIREMENT_INVALID'],
    ['a minimum in hexadecimal', of({ ...erc721, minimum: '0x2' }), 'ERR_REQUIREMENT_INVALID'],
    ['a negative minimum', of({ ...erc721, minimum: '-1' }), 'ERR_REQUIREMENT_INVALID'],
    ['a minimum above 2^256', of({ ...erc721, minimum: String(1n << 256n) }), 'ERR_REQUIREMENT_INVALID'],
    ['an id with a leading zero', of({ ...erc1155, tokenIds: ['01'] }), 'ERR_REQUIREMENT_INVALID'],
    ['an id twice', of({ ...erc1155, tokenIds: ['1', '1'] }), 'ERR_REQUIREMENT_INVALID'],
    ['decimals that are none', of({ ...erc20, decimals: 1.5 }), 'ERR_REQUIREMENT_INVALID'],
    [
      'a name with a line break',
      of({ ...erc721, label: { name: 'a\nb', symbol: '' } }),
      'ERR_REQUIREMENT_INVALID',
    ],
  ])('refuses: %s (%s)', (_, json, code) => {
    expect(() => parseRequirement(json)).toThrowError(expect.objectContaining({ code }))
  })

  test('refuses: any other JSON with a code, never with a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => parseRequirement(json)).toThrowError(
          expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
        )
      }),
    )
  })
})
