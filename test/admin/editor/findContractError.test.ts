import { describe, expect, test } from 'vitest'
import { findContractError } from '../../../app/admin/editor/TokenFields.tsx'

const find = (text: string, answer: Parameters<typeof findContractError>[0]['answer'] = null) =>
  findContractError({ issues: {}, field: '0.contract', text, answer })

describe('findContractError', () => {
  test('default: no error while an address is missing, unfinished or being looked up', () => {
    expect(find('')).toBeUndefined()
    expect(find('0x12')).toBeUndefined()
    expect(find('0x7c6e0d59ce0bc736903adcd09a407044a60b235f', 'asking')).toBeUndefined()
  })

  test('behavior: a pasted link without an address is an error at once', () => {
    expect(find('https://opensea.io/collection/night-owls')).toContain(
      'This text contains no address of this chain',
    )
  })

  test('behavior: the chain’s answer comes first', () => {
    expect(find('https://a.example', { kind: 'unknown', reason: 'no-code', elsewhere: [] })).toContain(
      'nothing at this address',
    )
  })
})
