import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'

/**
 * Sign in with a key of your tests' own, as a wallet would, and return the access token.
 * `site` is a page of the project, such as http://localhost:3000. Never use a key that owns anything.
 */
export async function createTestToken({ palisade, privateKey, site, requirements }) {
  const account = privateKeyToAccount(privateKey)
  const wallet = { chain: 'ethereum', walletAddress: account.address }
  const { nonce, statement } = await palisade.createNonce(wallet)
  const { host: domain, origin: uri } = new URL(site)
  const issuedAt = new Date()
  const message = createSiweMessage({
    address: account.address,
    chainId: 1,
    version: '1',
    domain,
    uri,
    nonce,
    statement,
    issuedAt,
  })
  const signature = await account.signMessage({ message })
  const context = { domain, uri, chainId: 1, issuedAt: issuedAt.toISOString() }
  const { accessToken } = await palisade.signIn({ ...wallet, signature, context, requirements })
  return accessToken
}
