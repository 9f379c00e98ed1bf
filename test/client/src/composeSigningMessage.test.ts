import { describe, expect, test } from 'vitest'
import { Picket } from '../../../client/src/Picket.ts'
import { PicketError } from '../../../client/src/PicketError.ts'

const siwe = {
  format: 'siwe',
  walletAddress: '0xA548ac9c6f41B19175023B5f09c6E70f99cFeec8',
  nonce: 'abcdefgh',
  statement: 'Sign in with Ethereum.',
  domain: 'shop.example',
  uri: 'https://shop.example',
  issuedAt: '2024-01-01T00:00:00.000Z',
  chainId: 1,
  chainType: 'ethereum',
} as const

describe('createSigningMessage', () => {
  test('default: the message has the bytes of docs/spec/picket.md#22-exact-bytes', () => {
    expect(Picket.createSigningMessage(siwe)).toBe(
      'shop.example wants you to sign in with your Ethereum account:\n0xA548ac9c6f41B19175023B5f09c6E70f99cFeec8\n\nSign in with Ethereum.\n\nURI: https://shop.example\nVersion: 1\nChain ID: 1\nNonce: abcdefgh\nIssued At: 2024-01-01T00:00:00.000Z',
    )
  })

  test('behavior: the format is simple by default', () => {
    const { walletAddress, nonce, statement } = siwe
    expect(Picket.createSigningMessage({ walletAddress, nonce, statement })).toBe(
      'Sign in with Ethereum.\n\nAddress: 0xA548ac9c6f41B19175023B5f09c6E70f99cFeec8\nNonce: abcdefgh',
    )
  })

  test('behavior: another family is named everywhere, including the statement', () => {
    const message = Picket.createSigningMessage({ ...siwe, chainType: 'solana', chainId: 101 })
    expect(message).toContain('with your Solana account:')
    expect(message).toContain('Sign in with Solana.')
  })

  test.each(['walletAddress', 'nonce', 'statement', 'domain', 'uri', 'issuedAt', 'chainId'])(
    'refuses: a missing %s',
    (name) => {
      expect(() => Picket.createSigningMessage({ ...siwe, [name]: undefined })).toThrow(PicketError)
      expect(() => Picket.createSigningMessage({ ...siwe, [name]: undefined })).toThrow(
        /required to create a signing message/,
      )
    },
  )
})
