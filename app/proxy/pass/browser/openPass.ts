/** How the link of a pass ends: at a page of the shop, or with a sentence. */
type PassOutcome =
  | { readonly kind: 'opened'; readonly path: string }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed' }

/** Codes that do not go away: the pass was used, withdrawn or has ended, or the link is not whole. */
const OVER = ['ERR_SESSION_UNKNOWN', 'ERR_GATE_NOT_FOUND', 'ERR_BODY_INVALID']
/** The longest pass in seconds. The server ends it; this is how long the browser remembers it. */
const REMEMBERED = 7 * 24 * 3600

/**
 * Open a pass in this browser: store its visit where the theme block looks for one, and put its proof into the cart, for
 * a page without the block. The link's fragment is `#<gate>.<token>`, and `.<product's handle>` if one product is meant.
 */
export async function openPass({
  location: { hash, pathname },
  shop,
  storage,
  send,
  now,
}: {
  readonly location: Pick<Location, 'hash' | 'pathname'>
  /** The shop's myshopify domain, which the block uses too. */
  readonly shop: string
  readonly storage: Pick<Storage, 'setItem'>
  readonly send: (url: string, init: RequestInit) => Promise<Response>
  /** Unix seconds. */
  readonly now: number
}): Promise<PassOutcome> {
  const post = (url: string, body: unknown) =>
    send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })
  const [gate, session = '', product] = hash.slice(1).split('.')
  const cart = (await (await send('/cart.js', {})).json()) as { token?: string }
  const asked = { session, gates: [Number(gate)], lines: [], cart: cart.token ?? null }
  const response = await post(`${pathname.replace(/\/pass\/*$/, '')}/renew`, asked)
  const answer = (await response.json()) as Answer
  const [found] = answer.gates ?? []
  if (OVER.includes(answer.code ?? '') || found?.kind === 'closed') return { kind: 'over' }
  if (!response.ok || found?.kind !== 'open') return { kind: 'failed' }
  const visit = { session, address: null, expiresAt: now + REMEMBERED }
  storage.setItem(`palisade:visit:${shop}`, JSON.stringify(visit))
  await post('/cart/update.js', { attributes: { _palisade: answer.proof ?? '' } })
  const handle = product && encodeURIComponent(decodeURIComponent(product))
  return { kind: 'opened', path: handle ? `/products/${handle}` : '/' }
}

type Answer = {
  readonly code?: string
  readonly proof?: string | null
  readonly gates?: readonly { readonly kind: string }[]
}
