import { isGateError } from '../../../../extensions/gate-block/src/api/GateError.ts'
import { sendSigned } from '../../../../extensions/gate-block/src/api/sendSigned.ts'
import type { BrowserKey } from '../../../../extensions/gate-block/src/session/visitKey.ts'

/** How the link of a pass ends: at a page of the shop, or with a sentence. */
type PassOutcome =
  | { readonly kind: 'opened'; readonly path: string }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed' }

/** Codes that do not go away: the pass was used, withdrawn or has ended, or the link is not whole. */
const OVER = ['ERR_SESSION_UNKNOWN', 'ERR_GATE_NOT_FOUND', 'ERR_BODY_INVALID']
/** The longest pass in seconds. The server ends it; this is how long the browser remembers it, and its key. */
export const REMEMBERED = 7 * 24 * 3600

/**
 * Open a pass in this browser: store its visit where the theme block looks for one, and put its proof into the cart, for
 * a page without the block. The pass belongs to the key that opens it first, so that key is stored before. The link's
 * fragment is `#<gate>.<token>`, and `.<product's handle>` if one product is meant.
 */
export async function openPass({
  location: { hash, pathname },
  shop,
  storage,
  send,
  keepKey,
  now,
}: {
  readonly location: Pick<Location, 'hash' | 'pathname'>
  /** The shop's myshopify domain, which the block uses too. */
  readonly shop: string
  readonly storage: Pick<Storage, 'setItem'>
  readonly send: (url: string, init: RequestInit) => Promise<Response>
  /** Load this browser's key and store it for the pass; null if it has none. @throws if it cannot be stored */
  readonly keepKey: () => Promise<BrowserKey | null>
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
  const key = await keepKey()
  if (!key) return { kind: 'failed' }
  const proxyPath = pathname.replace(/\/pass\/*$/, '')
  const renewal = { proxyPath, path: '/renew', body: asked, key, send: send as typeof fetch } as const
  const answer = await sendSigned(renewal).catch(findCode)
  if (typeof answer === 'string') return { kind: OVER.includes(answer) ? 'over' : 'failed' }
  const { gates, proof } = answer as Answer
  const [found] = gates ?? []
  if (found?.kind !== 'open') return { kind: found?.kind === 'closed' ? 'over' : 'failed' }
  const visit = { session, address: null, expiresAt: now + REMEMBERED }
  storage.setItem(`palisade:visit:${shop}`, JSON.stringify(visit))
  await post('/cart/update.js', { attributes: { _palisade: proof ?? '' } })
  const handle = product && encodeURIComponent(decodeURIComponent(product))
  return { kind: 'opened', path: handle ? `/products/${handle}` : '/' }
}

/** The code of an error of the app; '' for any other error. */
function findCode(error: unknown): string {
  return isGateError(error) ? error.message : ''
}

type Answer = {
  readonly proof?: string | null
  readonly gates?: readonly { readonly kind: string }[]
}
