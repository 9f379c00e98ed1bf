import { createHash } from 'node:crypto'
import { Keypair } from '@solana/web3.js'
import { encodeBase58 } from '../../../../app/core/chain/base58.ts'

/** `secretKey` is the 64 bytes that wallets export, in base58: the seed and the public key. */
export type SolanaWallet = { readonly address: string; readonly secretKey: string }

/** Make a wallet from its public name. Anybody can make it, so use it only on throwaway chains, never for value. */
export function makeSolanaWallet(name: string): SolanaWallet {
  const keypair = makeKeypair(name)
  return { address: keypair.publicKey.toBase58(), secretKey: encodeBase58(keypair.secretKey) }
}

/** Key pair of a demo wallet, mint or other account. */
export function makeKeypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`palisade demo solana ${name}`).digest())
}
