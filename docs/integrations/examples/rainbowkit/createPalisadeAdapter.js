/**
 * Create the options for RainbowKit's createAuthenticationAdapter, of version 0.8.1 or newer. `getAccount` returns
 * { address, chainId } of the connected wallet. `onAuth` gets { accessToken, user } at sign-in and null at sign-out.
 */
export function createPalisadeAdapter({ apiKey, baseURL, getAccount, requirements, onAuth }) {
  let issued = {}
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
    // Every EVM chain has this name too. A token names the eight usual ones by their slugs.
    return { chain: `eip155:${chainId}`, walletAddress: address }
  }

  return {
    getNonce: async () => {
      issued = await ask('auth/nonce', readWallet())
      return issued.nonce
    },

    // The project decides how: `siwe` names your site and the time, `simple` does not.
    createMessage: ({ nonce, address, chainId }) =>
      issued.format === 'simple'
        ? `${issued.statement}\n\nAddress: ${address}\nNonce: ${nonce}`
        : `${window.location.host} wants you to sign in with your Ethereum account:
${address}

${issued.statement}

URI: ${window.location.origin}
Version: 1
Chain ID: ${chainId}
Nonce: ${nonce}
Issued At: ${new Date().toISOString()}`,

    // RainbowKit before 2.2 asks for the text of a message. Ours is the text.
    getMessageBody: ({ message }) => message,

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
