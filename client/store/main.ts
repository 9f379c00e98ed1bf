import { addCodes, listenToCart } from './addCodes.ts'
import { findProducts } from './findProducts.ts'
import { hasKeptCodes, listKeptCodes, listOldCodes } from './keptCodes.ts'
import { listenToPage } from './listenToPage.ts'
import { composeShopKey, startCard } from './startCard.ts'
import { takePass } from './takePass.ts'

/*
 * The storefront's script for BigCommerce. The store loads it on each page, with its own hash in the address. A headless
 * storefront loads it by the same address, and says where a card belongs: `<div data-palisade-product="111"></div>`.
 */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const address = script ? new URL(script.src) : null
const store = address?.searchParams.get('store') ?? ''
/** A page may load the script twice: a theme's own line beside the store's. */
const STARTED = Symbol.for('palisade store')

async function start(origin: string): Promise<void> {
  const hasPass = await takePass(composeShopKey(store)).catch(() => false)
  const cards = new Map<string, (place: (card: HTMLElement) => void) => void>()
  listenToPage(() => {
    for (const found of findProducts()) {
      const putBack = cards.get(found.key)
      if (putBack) putBack(found.place)
      else cards.set(found.key, startCard({ origin, store, hasPass, ...found }))
    }
  })
  const isCart = /^\/cart(?:\.php)?\/?$/.test(location.pathname)
  let isLeaving = false
  const leave = () => {
    isLeaving = true
  }
  if (isCart) addEventListener('beforeunload', leave)
  const addKept = async () => {
    if (!hasKeptCodes(store)) return
    const { isAdded } = await addCodes((productIds) => listKeptCodes(store, productIds), {
      listOld: () => listOldCodes(store),
    })
    // The cart's page was rendered before, with sums without the code. A shopper who goes on is not brought back.
    if (isAdded && isCart && !isLeaving) location.reload()
  }
  listenToCart(() => void addKept())
  await addKept()
}

if (address && /^[a-z0-9]{3,20}$/.test(store) && !(STARTED in window)) {
  Object.defineProperty(window, STARTED, { value: true })
  const begin = () => void start(address.origin)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()
}
