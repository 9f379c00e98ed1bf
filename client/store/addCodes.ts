import { readOnce, writeOnce } from './onceStored.ts'

type StoreItem = { readonly productId: number; readonly quantity: number }
type StoreCart = {
  readonly id: string
  readonly coupons?: readonly { readonly code: string }[]
  readonly lineItems?: Readonly<Record<string, readonly Partial<StoreItem>[]>>
}

const tried = new Set<string>()
/** Requests of ours to the cart whose ends the browser has not reported yet. */
let pending = 0
const listeners: (() => void)[] = []
const refusals: ((code: string) => void)[] = []

/** A code that the shopper entered, alone in a cart. A store that takes one code would take it out for ours. */
export type Rival = { readonly cartId: string; readonly code: string; readonly isKept: boolean }
type AddCodesOptions = {
  /** Whether the shopper wants the offer in the place of their own code. */
  readonly replaces?: boolean
  readonly listOld?: () => readonly string[]
}
type AddedCodes = { readonly isAdded: boolean; readonly rival: Rival | null }

/** Every code that the server makes. */
const OURS = /^PAL-/i
const NOTHING: AddedCodes = { isAdded: false, rival: null }

/**
 * Put coupon codes into the shopper's cart, best first, as far as the store takes them: most take one. Without a cart
 * nothing is done; the card shows the codes, and they are put in as soon as there is a cart. `choose` gets the products of
 * the cart. A code of the shopper's own is only replaced if they said so: else it is answered, and nothing is changed. Codes
 * of `listOld` are taken out: others have replaced them. Answers whether a code was put in, and the browser remembers it.
 * @see https://developer.bigcommerce.com/docs/rest-storefront/checkouts
 */
export async function addCodes(
  choose: (productIds: readonly number[]) => readonly string[],
  { replaces = false, listOld = () => [] }: AddCodesOptions = {},
): Promise<AddedCodes> {
  try {
    const carts = (await requestStore('/carts')) as readonly StoreCart[] | null
    const [cart] = carts ?? []
    if (!cart) return NOTHING
    const productIds = listProducts(cart)
    const held = (cart.coupons ?? []).map(({ code }) => code)
    const codes = choose(productIds)
    // The shopper may have entered a shown code by hand, and a request to take the old one out may have failed.
    if (codes.some((code) => isAmong(held, code))) await removeOld(cart.id, held, listOld())
    // A code that this cart does not take, or that the shopper took out, is not offered again.
    const toAttempt = (code: string) => `${cart.id} ${code} ${productIds.join()}`
    const isNew = (code: string) =>
      !isAmong(held, code) && !tried.has(toAttempt(code)) && !readOnce(toAttempt(code))
    const rival = replaces ? null : findRival(cart.id, held)
    if (rival) return codes.some(isNew) ? { isAdded: false, rival } : NOTHING
    for (const code of codes.filter(isNew)) {
      tried.add(toAttempt(code))
      const checkout = await requestCoupon(cart.id, code)
      if (!checkout) {
        for (const tell of refusals) tell(code)
        continue
      }
      // A store that takes one code alone has put it in the place of a better one.
      const now = (checkout.coupons ?? []).map((coupon) => coupon.code)
      await removeOld(cart.id, now, listOld())
      const better = codes.slice(0, codes.indexOf(code)).find((one) => isAmong(held, one))
      if (better !== undefined && !isAmong(now, better)) await requestCoupon(cart.id, better)
      return { isAdded: writeOnce(toAttempt(code)), rival: null }
    }
  } catch {
    // The shopper can still enter the code, which the card shows.
  }
  return NOTHING
}

/** A cart with several codes shows that its store takes more than one. */
function findRival(cartId: string, held: readonly string[]): Rival | null {
  const [code] = held
  if (code === undefined || held.length > 1 || OURS.test(code)) return null
  const kept = toKeptName({ cartId, code })
  return { cartId, code, isKept: tried.has(kept) || readOnce(kept) }
}

const toKeptName = ({ cartId, code }: Pick<Rival, 'cartId' | 'code'>) => `keep ${cartId} ${code}`

/** Remember that the shopper keeps their own code, so that nobody asks again. */
export function writeKeptRival(rival: Rival): void {
  tried.add(toKeptName(rival))
  writeOnce(toKeptName(rival))
}

/**
 * Call back after each request of the theme to the cart: many put a product into it without another page, and some without
 * a form.
 */
export function listenToCart(listener: () => void): void {
  listeners.push(listener)
  if (listeners.length > 1) return
  new PerformanceObserver((list) => {
    const entries = list.getEntries() as PerformanceResourceTiming[]
    if (entries.filter(isOfTheme).length > 0) for (const one of listeners) one()
  }).observe({ type: 'resource' })
}

/** Call back with each code that the store does not take: it may be used up by now. */
export function listenToRefusals(listener: (code: string) => void): void {
  refusals.push(listener)
}

function isOfTheme({ name, initiatorType }: PerformanceResourceTiming): boolean {
  const { origin, pathname } = new URL(name)
  if (origin !== location.origin || !/^(?:fetch|xmlhttprequest)$/.test(initiatorType)) return false
  // Our own look at the cart is no change of it.
  if (pathname !== '/api/storefront/carts' || pending === 0)
    return /\/carts?(?:\.php)?(?:\/|$)/.test(pathname)
  pending -= 1
  return false
}

function isAmong(codes: readonly string[], code: string): boolean {
  return codes.some((one) => one.toLowerCase() === code.toLowerCase())
}

function listProducts({ lineItems = {} }: StoreCart): number[] {
  const items = Object.keys(lineItems).flatMap((kind) => lineItems[kind] ?? [])
  return [...new Set(items.flatMap(({ productId }) => productId ?? []))].sort((a, b) => a - b)
}

async function requestCoupon(cartId: string, couponCode: string): Promise<Pick<StoreCart, 'coupons'> | null> {
  return (await requestStore(`/checkouts/${cartId}/coupons`, { couponCode })) as Pick<
    StoreCart,
    'coupons'
  > | null
}

async function removeOld(cartId: string, held: readonly string[], old: readonly string[]): Promise<void> {
  for (const code of held.filter((one) => isAmong(old, one)))
    await requestStore(`/checkouts/${cartId}/coupons/${encodeURIComponent(code)}`, undefined, 'DELETE')
}

async function requestStore(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<unknown> {
  if (method === 'GET') pending += 1
  const response = await fetch(`/api/storefront${path}`, {
    ...{ method, credentials: 'same-origin' },
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.ok ? response.json() : null
}
