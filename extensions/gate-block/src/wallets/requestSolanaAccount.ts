import type { SolanaAccount, SolanaProvider } from './types.ts'

/** Ask the wallet for its account. Rejects with the wallet's own error. */
export async function requestSolanaAccount(parameters: {
  readonly provider: SolanaProvider
}): Promise<SolanaAccount> {
  const { accounts } = await parameters.provider.features['standard:connect'].connect()
  const [account] = accounts
  if (typeof account?.address !== 'string') throw new Error('The wallet gave nothing.')
  return account
}
