const CUSTOMER = 'x-palisade-customer'

/**
 * Create what sends the requests of a store's page: with the store's own word on who is signed in, and without a key.
 * The list of gates names the app, which the store asks for before it tells.
 */
export function createStoreFetch(): typeof fetch {
  let customer: Promise<string | null> | null = null
  return async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    const token = await customer
    if (token) headers.set(CUSTOMER, token)
    const response = await fetch(input, { ...init, headers, credentials: 'omit' })
    if (!`${input}`.endsWith('/gates') || !response.ok || customer) return response
    const text = await response.text()
    const { clientId } = JSON.parse(text) as { clientId?: string }
    if (clientId) customer = readCustomer(clientId)
    // No copy of the answer: the `fetch` of a theme may answer what has none.
    return new Response(text, { status: response.status })
  }
}

/** Read the store's token of the signed-in customer; null for a guest, whom it answers with 404. */
async function readCustomer(clientId: string): Promise<string | null> {
  try {
    const response = await fetch(`/customer/current.jwt?app_client_id=${encodeURIComponent(clientId)}`)
    const token = response.ok ? (await response.text()).trim() : ''
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : null
  } catch {
    return null
  }
}
