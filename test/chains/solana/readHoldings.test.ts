import { describe, expect, test } from 'vitest'
import { EndpointError, type FailureReason } from '../../../app/chains/rpc/endpointError.ts'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { readHoldings } from '../../../app/chains/solana/readHoldings.ts'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { readNfts, walletOf } from './openSolana.ts'

const [alice, lights] = [walletOf('alice'), walletOf('lights')]

/** Take the holdings of a wallet from an endpoint that fails for this reason, with this text. */
function takeFrom(reason: FailureReason, message: string) {
  const failures = [new EndpointError('timeout', 'no answer in time'), new EndpointError(reason, message)]
  const rpc: Rpc = () =>
    Promise.reject(
      new UpstreamError('ERR_CHAIN_READ', 'The chain could not be read.', {
        details: { chain: 'solana', reasons: failures.map(({ message }) => message) },
        cause: new AggregateError(failures),
      }),
    )
  const deadline = performance.now() + 1_000
  return readHoldings({ rpc, reads: [readNfts('collection', alice, lights)], mints: new Map(), deadline })
}

describe('readHoldings', () => {
  test('behavior: a wallet whose listing is too large for an endpoint is not listed, whatever the error text', async () => {
    expect([...(await takeFrom('too-large', 'the list is cut off here')).of]).toEqual([
      [alice, { accounts: [], isWhole: false }],
    ])
  })

  test('refuses: any other failure (ERR_CHAIN_READ)', async () => {
    await expect(takeFrom('nonsense', 'answer too large')).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})
