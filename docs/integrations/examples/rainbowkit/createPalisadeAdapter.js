import { createSiweMessage } from 'viem/siwe'

const slugs = {
  1: 'ethereum',
  137: 'polygon',
  10: 'optimism',
  42161: 'arbitrum',
  43114: 'avalanche',
  8453: 'base',
  56: 'bnb',
}

/**
 * Create the options for RainbowKit's createAuthenticationAdapter. `getAccount` returns { address, chainId } of the
 * connected wallet. `onAuth` gets { accessToken, user } at sign-in and null at sign-out.
 */
export function createPalisadeAdapter({ apiKey, baseURL, getAccount, requirements, onAuth }) {
  let statement = ''
  let accessToken = null

  async function ask(path, body) {
    const response = await fetch(`${baseURL}/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${apiKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.msg)
    return answer
  }

  function readWallet() {
    const { address, chainId } = getAccount()
    return { chain: slugs[chainId], walletAddress: address }
  }

  return {
    getNonce: async () => {
      const issued = await ask('auth/nonce', readWallet())
      statement = issued.statement
      return issued.nonce
    },

    createMessage: ({ nonce, address, chainId }) =>
      createSiweMessage({
        domain: window.location.host,
        uri: window.location.origin,
        version: '1',
        address,
        chainId,
        nonce,
        statement,
        issuedAt: new Date(),
      }),

    // Send the signed text as well: only it contains the site and the time.
    verify: async ({ message, signature }) => {
      try {
        const auth = await ask('auth', { ...readWallet(), signature, message, requirements })
        accessToken = auth.accessToken
        onAuth(auth)
        return true
      } catch {
        return false
      }
    },

    signOut: async () => {
      if (accessToken) await ask('oauth2/revoke', { token: accessToken, client_id: apiKey }).catch(() => {})
      accessToken = null
      onAuth(null)
    },
  }
}
