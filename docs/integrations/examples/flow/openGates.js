/**
 * Let an account of Flow sign in, and open gates. `fcl` is @onflow/fcl, configured for your page; `lines` is a list of
 * { productId, variantId }. Answers what /storefront/unlock does; null if the shopper changed their mind.
 */
export async function openGates({ fcl, url, apiKey, gates, lines }) {
  const ask = async (path, body) => {
    const response = await fetch(`${url}/storefront/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${apiKey}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.msg)
    return answer
  }
  const { addr: walletAddress } = await fcl.authenticate()
  if (!walletAddress) return null
  const { nonce, message } = await ask('nonce', { chain: 'flow', walletAddress })
  // FCL signs the bytes that it gets as hexadecimal digits, and answers a text if nothing was signed.
  const signatures = await fcl.currentUser.signUserMessage(encodeHex(message))
  if (!Array.isArray(signatures)) return null
  const signature = JSON.stringify(signatures)
  return ask('unlock', { nonce, walletAddress, signature, gates, lines })
}

function encodeHex(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
