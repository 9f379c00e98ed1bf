import { GateError } from '../api/GateError.ts'
import type { EvmProvider } from './types.ts'

/** Ask the wallet for its account. Rejects with the wallet's own error. */
export async function requestAccount(provider: EvmProvider): Promise<string> {
  const accounts = await provider.request({ method: 'eth_requestAccounts' })
  const account = `${(accounts as readonly unknown[] | null)?.[0]}`
  if (!account.startsWith('0x')) throw new GateError('wallet')
  return account
}
