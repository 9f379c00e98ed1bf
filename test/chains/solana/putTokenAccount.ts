import { createHash } from 'node:crypto'
import { PublicKey } from '@solana/web3.js'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import { type Ledger, TOKEN_PROGRAM } from '../../standin/chains/solana/openLedger.ts'

/** Write a token account beside a wallet's associated one, as a program may create it and a node would show it. */
export function putTokenAccount({
  ledger,
  seed,
  mint,
  owner,
  amount = 1n,
  state = 1,
  program = TOKEN_PROGRAM,
}: {
  ledger: Ledger
  seed: string
  mint: string
  owner: string
  amount?: bigint
  /** 0 uninitialized, 1 usable, 2 frozen. */
  state?: 0 | 1 | 2
  program?: string
}): void {
  const data = Buffer.alloc(165)
  new PublicKey(mint).toBuffer().copy(data, 0)
  new PublicKey(owner).toBuffer().copy(data, 32)
  data.writeBigUInt64LE(amount, 64)
  data[108] = state
  ledger.put({ address: encodeBase58(createHash('sha256').update(seed).digest()), owner: program, data })
}
