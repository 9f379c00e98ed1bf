import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { DemoFacts } from '../../standin/demo/composeFacts.ts'

export type SignedIn = { readonly account: PrivateKeyAccount; readonly accessToken: string }

/** Sign in without a browser, as a page on localhost would. @throws Error with the refusal. */
export async function signIn({
  facts,
  wallet,
  chain = 'ethereum',
  requirements = {},
}: {
  facts: DemoFacts
  wallet: 'holder' | 'outsider'
  chain?: 'ethereum' | 'polygon'
  requirements?: object
}): Promise<SignedIn> {
  const account = privateKeyToAccount(facts.chains.ethereum.wallets[wallet].privateKey)
  const walletAddress = account.address
  const ask = async (path: string, body: object) => {
    const response = await fetch(`${facts.api}/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(facts.keys.publishable)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Record<string, string>
  }
  const { nonce, statement } = await ask('auth/nonce', { chain, walletAddress })
  const { chainId } = facts.chains[chain]
  const context = {
    domain: 'localhost:8080',
    uri: 'http://localhost:8080',
    chainId,
    issuedAt: new Date().toISOString(),
  }
  const message = `${context.domain} wants you to sign in with your Ethereum account:\n${walletAddress}\n\n${statement}\n\nURI: ${context.uri}\nVersion: 1\nChain ID: ${chainId}\nNonce: ${nonce}\nIssued At: ${context.issuedAt}`
  const signature = await account.signMessage({ message })
  const { accessToken = '' } = await ask('auth', { chain, walletAddress, signature, context, requirements })
  return { account, accessToken }
}
