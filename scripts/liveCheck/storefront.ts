import type { LiveShop } from './types.ts'

/** The longest that a storefront may take to answer. */
const ASK_MS = 30_000

/** A browser's session at a storefront: its cookies. */
export type Visitor = {
  readonly get: (path: string) => Promise<Response>
  readonly post: (path: string, body: unknown) => Promise<Response>
}

/**
 * Opens a session at the shop's storefront, past its password.
 *
 * @throws Error if the storefront asks for a password that the check was not given, or refuses the one given.
 */
export async function openVisitor({ storefrontOrigin, storefrontPassword }: LiveShop): Promise<Visitor> {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, cookie, 'user-agent': 'Mozilla/5.0 (Palisade live check)' }
    const response = await fetch(new URL(path, storefrontOrigin), {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(ASK_MS),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  const post: Visitor['post'] = (path, body) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })
  if (storefrontPassword !== null) {
    const form = new URLSearchParams({
      form_type: 'storefront_password',
      utf8: '✓',
      password: storefrontPassword,
    })
    await send('/password', { method: 'POST', body: form })
  }
  const first = await send('/cart.js')
  if (!first.ok) {
    const hint = 'If it asks for a password, add --password.'
    throw new Error(`The storefront ${storefrontOrigin} answered ${first.status} to /cart.js. ${hint}`)
  }
  return { get: (path) => send(path), post }
}

/** A cart as `/cart.js` returns it. */
export type LiveCart = {
  readonly token: string
  readonly attributes: Readonly<Record<string, string>>
  readonly items: readonly {
    readonly key: string
    readonly properties: Readonly<Record<string, string>> | null
  }[]
}

export async function readCart(visitor: Visitor): Promise<LiveCart> {
  return (await (await visitor.get('/cart.js')).json()) as LiveCart
}

/** Empties the cart and removes an attribute. */
export async function clearCart(visitor: Visitor, attribute: string): Promise<void> {
  await visitor.post('/cart/clear.js', {})
  await visitor.post('/cart/update.js', { attributes: { [attribute]: '' } })
}

/** Finds the address at which a person opens this cart's checkout in a browser; null if the shop names none. */
export async function findCheckoutUrl(
  visitor: Visitor,
  { storefrontOrigin }: LiveShop,
): Promise<string | null> {
  const { token } = await readCart(visitor)
  if (token.includes('?key=')) return `${storefrontOrigin}/cart/c/${token}`
  const address = (await visitor.get('/checkout')).headers.get('location')
  return address && new URL(address, storefrontOrigin).href
}

/** A product on sale. */
export type LiveProduct = {
  readonly id: number
  readonly handle: string
  readonly variantId: number
  readonly marks: string
}

type Listed = { id: number; handle: string; variants: { id: number; available: boolean }[] }

/** Lists products that the storefront sells, with the marks of their gates, at most 50. */
export async function listProducts(visitor: Visitor, { port }: LiveShop): Promise<LiveProduct[]> {
  const response = await visitor.get('/products.json?limit=50')
  if (!response.ok) return []
  const { products } = (await response.json()) as { products: Listed[] }
  const names = products.map(({ id }) => ({ ownerId: `gid://shopify/Product/${id}`, key: 'gates' }))
  const found = await port.readMetafields(names)
  return products.flatMap(({ id, handle, variants }, i) => {
    const variant = variants.find(({ available }) => available)
    const marks = found[i]
    const text = marks && marks !== 'owner-gone' ? marks.value : ''
    return variant ? [{ id, handle, variantId: variant.id, marks: text }] : []
  })
}
