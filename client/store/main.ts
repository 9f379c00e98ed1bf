import { findProducts } from './findProducts.ts'
import { composeShopKey, startCard } from './startCard.ts'
import { takePass } from './takePass.ts'

/*
 * The storefront's script for BigCommerce. The store loads it on each page, with its own hash in the address. A headless
 * storefront loads it by the same address, and says where a card belongs: `<div data-palisade-product="111"></div>`.
 */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const address = script ? new URL(script.src) : null
const store = address?.searchParams.get('store') ?? ''

if (address && /^[a-z0-9]{3,20}$/.test(store)) {
  const start = async () => {
    const hasPass = await takePass(composeShopKey(store)).catch(() => false)
    for (const found of findProducts()) void startCard({ origin: address.origin, store, hasPass, ...found })
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start())
  else void start()
}
