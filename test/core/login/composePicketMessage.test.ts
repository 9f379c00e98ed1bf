import { describe, expect, test } from 'vitest'
import { composePicketMessage } from '../../../app/core/login/composePicketMessage.ts'
import { parseSignedMessage } from '../../../app/core/login/parseSignedMessage.ts'
import file from '../../vectors/picketMessages.json'

/*
 * The official client wrote these messages; test/e2e/picketClient.test.ts has it write them again. This server does not
 * offer its family Flow.
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
const offered = vectors.filter(({ input: { chainType } }) => chainType !== 'flow')

function compose({
  format,
  statement,
  walletAddress,
  nonce,
  chainId = 1,
  chainType,
  ...site
}: Input): string {
  const text = { statement, walletAddress, nonce, chainId }
  if (format === 'simple') return composePicketMessage({ format, ...text })
  const { domain = '', uri = '', issuedAt = '' } = site
  const family = chainType === 'solana' ? 'solana' : 'evm'
  return composePicketMessage({ format, family, ...text, context: { domain, uri, issuedAt, chainId } })
}

describe('composePicketMessage', () => {
  test('default: the vectors have messages of every kind', () => {
    expect(offered.map(({ input }) => input.format)).toEqual(expect.arrayContaining(['simple', 'siwe']))
    expect(offered.length).toBeGreaterThanOrEqual(18)
    expect(offered.filter(({ input }) => input.chainType === 'solana')).toHaveLength(3)
  })

  test.each(offered)('behavior: composes $name', ({ input, message }) => {
    expect(Buffer.from(compose(input))).toEqual(Buffer.from(message))
  })

  test.each(offered.filter(({ input }) => input.format === 'siwe'))(
    'behavior: reads back $name',
    ({ input, message }) => {
      const { domain, uri = '', issuedAt, chainId, chainType } = input
      // Composing replaces the word once more, which changes nothing.
      const read = chainType === 'solana' ? uri.replaceAll('Ethereum', 'Solana') : uri
      expect(parseSignedMessage(message)).toEqual({ domain, uri: read, issuedAt, chainId })
      expect(compose({ ...input, uri: read })).toBe(message)
    },
  )
})
