import { describe, expect, test } from 'vitest'
import { type FailureReason, SourceError } from '../../../app/chains/rpc/sourceError.ts'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { takeHoldings } from '../../../app/chains/solana/takeHoldings.ts'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { readNfts, walletOf } from './openSolana.ts'

const [alice, lights] = [walletOf('alice'), walletOf('lights')]

/** Take the holdings of a wallet from an endpoint that fails for this reason, with this text. */
function takeFrom(reason: FailureReason, message: string) {
  const failures = [new SourceError('timeout', 'no answer in time'), new SourceError(reason, message)]
  const rpc: Rpc = () =>
    Promise.reject(
      new UpstreamError('ERR_CHAIN_READ', 'The chain could not be read.', {
        details: { chain: 'solana', reasons: failures.map(({ message }) => message) },
        cause: new AggregateError(failures),
      }),
    )
  const deadline = performance.now() + 1_000
  return takeHoldings({ rpc, reads: [readNfts('collection', alice, lights)], mints: new Map(), deadline })
}

describe('takeHoldings', () => {
  test('behavior: a wallet whose listing is too large for an endpoint is not listed, whatever the error text', async () => {
    expect([...(await takeFrom('too-large', 'the list is cut off here')).of]).toEqual([
      [alice, { accounts: [], isWhole: false }],
    ])
  })

  test('refuses: any other failure (ERR_CHAIN_READ)', async () => {
    await expect(takeFrom('nonsense', 'answer too large')).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})
