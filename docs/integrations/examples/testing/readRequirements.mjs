/** What this application asks of a wallet. Wallets of your team pass without the tokens, but never in production. */
export function readRequirements(env = process.env) {
  const requirements = { chain: 'ethereum', contractAddress: '0xYourContract', minTokenBalance: 1 }
  const allowedWallets = (env.TEST_WALLETS ?? '').split(',').filter(Boolean)
  if (allowedWallets.length === 0) return requirements
  if (env.NODE_ENV === 'production') throw new Error('TEST_WALLETS must not be set in production.')
  return { ...requirements, allowedWallets }
}
