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
 * What RainbowKit's createAuthenticationAdapter takes. `getAccount` answers { address, chainId } of the connected
 * wallet; `onAuth` is told who signed in, with the access token, and null at sign-out.
 */
export function createPalisadeAdapter({ picket, getAccount, requirements, onAuth }) {
  let statement = ''
  let auth = null

  return {
    getNonce: async () => {
      const { address, chainId } = getAccount()
      const issued = await picket.nonce({ chain: slugs[chainId], walletAddress: address })
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

    // `message` is the text that was signed, so nothing has to be put together again on the server.
    verify: async ({ message, signature }) => {
      const { address, chainId } = getAccount()
      try {
        auth = await picket.auth({
          chain: slugs[chainId],
          walletAddress: address,
          signature,
          message,
          requirements,
        })
        onAuth(auth)
        return true
      } catch {
        return false
      }
    },

    signOut: async () => {
      await picket.logout()
      auth = null
      onAuth(null)
    },
  }
}
