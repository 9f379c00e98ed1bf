import { describe, expect, test } from 'vitest'
import { composePicketMessage } from '../../../app/core/login/composePicketMessage.ts'
import { parseSignedMessage } from '../../../app/core/login/parseSignedMessage.ts'
import file from '../../vectors/picketMessages.json'

/*
 * The official client wrote these messages; test/e2e/picketClient.test.ts has it write them again. Those of other
 * families than EVM wait for their family.
 */
type Input = {
  readonly format: 'simple' | 'siwe'
  readonly statement: string
  readonly walletAddress: string
  readonly nonce: string
  readonly domain?: string
  readonly uri?: string
  readonly chainId?: number
  readonly issuedAt?: string
  readonly chainType?: string
}
const vectors = file.vectors.map(({ name, input, message }) => ({ name, message, input: input as Input }))
const evm = vectors.filter(({ input: { chainType = 'ethereum' } }) => chainType === 'ethereum')

function compose({ format, statement, walletAddress, nonce, chainId = 1, ...site }: Input): string {
  const text = { statement, walletAddress, nonce, chainId }
  if (format === 'simple') return composePicketMessage({ format, ...text })
  const { domain = '', uri = '', issuedAt = '' } = site
  return composePicketMessage({ format, ...text, context: { domain, uri, issuedAt, chainId } })
}

describe('composePicketMessage', () => {
  test('default: the file holds messages of every kind', () => {
    expect(evm.map(({ input }) => input.format)).toEqual(expect.arrayContaining(['simple', 'siwe']))
    expect(evm.length).toBeGreaterThanOrEqual(15)
  })

  test.each(evm)('behavior: $name', ({ input, message }) => {
    expect(Buffer.from(compose(input))).toEqual(Buffer.from(message))
  })

  test.each(evm.filter(({ input }) => input.format === 'siwe'))(
    'behavior: read back, $name',
    ({ input, message }) => {
      const { domain, uri, issuedAt, chainId } = input
      expect(parseSignedMessage(message)).toEqual({ domain, uri, issuedAt, chainId })
    },
  )
})
