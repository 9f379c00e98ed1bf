import { createEndpoints, type Endpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { createRpc } from '../../../app/chains/rpc/createRpc.ts'
import type { CountRequest } from '../../../app/chains/rpc/createRpcMetrics.ts'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import type { TokenRead } from '../../../app/chains/solana/readHoldings.ts'
import type { ChainSlug, SolanaAddress } from '../../../app/core/chain/types.ts'
import type { Balance, SolanaRead } from '../../../app/core/requirement/reads.ts'
import { createIssuer, type Issuer } from '../../standin/chains/solana/createIssuer.ts'
import { makeSolanaWallet } from '../../standin/chains/solana/solanaWallets.ts'
import {
  type Solana,
  type StartSolanaParameters,
  startSolana,
} from '../../standin/chains/solana/startSolana.ts'

export const solana = 'solana' as ChainSlug
export const walletOf = (name: string) => makeSolanaWallet(name).address as SolanaAddress

/** Start a ledger with an issuer and a client. */
export async function openSolana(
  parameters: StartSolanaParameters = {},
): Promise<{ node: Solana; issuer: Issuer; rpc: Rpc }> {
  const node = await startSolana(parameters)
  return { node, issuer: createIssuer(node.ledger), rpc: rpcOf(node.rpcUrl) }
}

/** Make a client of one or more endpoints. */
export function rpcOf(...urls: string[]): Rpc {
  return createRpc({ endpointUrls: new Map([[solana, urls]]) })
}

/** Make a client of one or more indexes, with their health records. */
export function openIndexes({ urls, count }: { urls: readonly string[]; count?: CountRequest }): {
  das: Rpc
  endpoints: Endpoints
} {
  const endpoints = createEndpoints({ endpointUrls: new Map([[solana, urls]]), role: 'das', count })
  return { das: createRpc({ endpoints }), endpoints }
}

export const readSpl = (owner: string, mint: string): TokenRead => ({
  kind: 'spl',
  chain: solana,
  owner: owner as SolanaAddress,
  mint: mint as SolanaAddress,
})
export const readNfts = (kind: 'collection' | 'creator', owner: string, address: string): TokenRead => ({
  kind,
  chain: solana,
  owner: owner as SolanaAddress,
  address: address as SolanaAddress,
})

/** Amounts of balances, and codes of unread ones. */
export const brief = (balances: readonly Balance[]) =>
  balances.map((balance) => (balance.kind === 'read' ? balance.amount : balance.code))

export const readStake = (owner: SolanaAddress): SolanaRead => ({ kind: 'stake', chain: solana, owner })
