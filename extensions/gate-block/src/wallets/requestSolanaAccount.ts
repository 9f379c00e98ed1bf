import { GateError } from '../api/GateError.ts'
import type { SolanaAccount, SolanaProvider } from './types.ts'

/**
 * Ask the wallet for its Solana account, because it may have accounts of other chains. Rejects with the wallet's own
 * error.
 */
export async function requestSolanaAccount(provider: SolanaProvider): Promise<SolanaAccount> {
  const { accounts } = await provider.features['standard:connect'].connect()
  const account = accounts.find(({ chains }) => chains?.includes('solana:mainnet')) ?? accounts[0]
  if (typeof account?.address !== 'string') throw new GateError('wallet')
  return account
}
