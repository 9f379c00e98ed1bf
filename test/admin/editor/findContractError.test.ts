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
    expect(find('https://opensea.io/collection/night-owls')).toBe(
      'This link names the collection, not its contract. Open any item of it and paste that link.',
    )
    expect(find('https://night-owls.example/mint')).toContain('This text contains no address of this chain')
  })

  test('behavior: the chain’s answer comes first', () => {
    expect(find('https://a.example', { kind: 'unknown', reason: 'no-code', elsewhere: [] })).toContain(
      'no contract at this address',
    )
    expect(find('0x', { kind: 'unknown', reason: 'wallet', elsewhere: [] })).toContain('address of a wallet')
    expect(find('0x', { kind: 'unknown', reason: 'address-checksum', elsewhere: [] })).toContain(
      'typing mistake',
    )
  })
})
