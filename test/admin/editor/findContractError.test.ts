import { describe, expect, test } from 'vitest'
import { findContractError } from '../../../app/admin/editor/findContractError.ts'

const find = (text: string, answer: Parameters<typeof findContractError>[0]['answer'] = null) =>
  findContractError({ issues: {}, field: '0.contract', text, answer })

describe('findContractError', () => {
  test('default: nothing is wrong while an address is awaited or asked for', () => {
    expect(find('')).toBeUndefined()
    expect(find('0x12')).toBeUndefined()
    expect(find('0x7c6e0d59ce0bc736903adcd09a407044a60b235f', 'asking')).toBeUndefined()
  })

  test('behavior: a pasted link without an address is told at once', () => {
    expect(find('https://opensea.io/collection/night-owls')).toContain(
      'This text contains no address of this chain',
    )
  })

  test('behavior: what the chain says comes first', () => {
    expect(find('https://a.example', { kind: 'unknown', reason: 'no-code', elsewhere: [] })).toContain(
      'nothing at this address',
    )
  })
})
