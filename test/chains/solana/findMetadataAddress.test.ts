import { expect, test } from 'vitest'
import { findMetadataAddress } from '../../../app/chains/solana/metadata.ts'
import type { SolanaAddress } from '../../../app/core/chain/types.ts'
import { findMetadataAddress as findByWeb3 } from '../../standin/chains/solana/encodeMetadata.ts'
import { makeKeypair } from '../../standin/chains/solana/solanaWallets.ts'

test('default: another library derives the same addresses', async () => {
  for (let i = 0; i < 100; i++) {
    const mint = makeKeypair(`mint ${i}`).publicKey.toBase58() as SolanaAddress
    expect(await findMetadataAddress(mint)).toBe(findByWeb3(mint))
  }
})
