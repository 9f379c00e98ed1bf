import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { randomToken, type StandinCart, type StandinShop } from '../state.ts'
import { THEMES, type ThemeName } from './createThemes.ts'
import { findPresentmentRate } from './presentmentRates.ts'

/** Signed-in customer ids, by the secret in the shopper's cookie. */
export type SignIns = Map<string, number>

export type SessionParameters = { c: Context; shop: StandinShop; signIns: SignIns }

// Cookies do not distinguish ports, so each shop on this host has its own cookie names.
const cookieName = (shop: StandinShop, name: string) => `${name}_${shop.id}`

/** Finds the shopper's cart and updates its customer, language and currency; null if there is none yet. */
export function findCart(parameters: SessionParameters): StandinCart | null {
  const { c, shop } = parameters
  const cart = shop.carts.get(getCookie(c, cookieName(shop, 'cart')) ?? '')
  if (!cart) return null
  cart.customerId = findCustomerId(parameters)
  cart.locale = readLocale(parameters)
  Object.assign(cart, readCurrency(parameters))
  return cart
}

/** Finds the shopper's cart or starts one. */
export function openCart(parameters: SessionParameters): StandinCart {
  const known = findCart(parameters)
  if (known) return known
  const cart = startCart(parameters)
  const { c, shop } = parameters
  setCookie(c, cookieName(shop, 'cart'), cart.token, { path: '/', sameSite: 'Lax', maxAge: 14 * 86_400 })
  return cart
}

/** Starts a cart without a cookie, as Buy it now does. */
export function startCart(parameters: SessionParameters): StandinCart {
  const { shop } = parameters
  const cart: StandinCart = {
    token: `hWN${randomToken(14)}?key=${randomToken(16)}`,
    attributes: {},
    note: '',
    lines: [],
    discountCodes: [],
    customerId: findCustomerId(parameters),
    email: null,
    locale: readLocale(parameters),
    ...readCurrency(parameters),
  }
  shop.carts.set(cart.token, cart)
  return cart
}

/** The signed-in customer, or null for a guest. */
export function findCustomerId({ c, shop, signIns }: SessionParameters): number | null {
  return signIns.get(getCookie(c, cookieName(shop, 'customer')) ?? '') ?? null
}

export type SignInParameters = SessionParameters & { customerId: number | null }

/** Signs a customer in, or out with null. */
export function signIn({ c, shop, signIns, customerId }: SignInParameters): void {
  const secret = randomToken()
  if (customerId !== null) signIns.set(secret, customerId)
  setCookie(c, cookieName(shop, 'customer'), secret, { path: '/', sameSite: 'Lax', httpOnly: true })
}

/** Stores the language of `?locale=` for this shopper. */
export function chooseLocale({ c, shop }: SessionParameters): void {
  const locale = c.req.query('locale')
  if (!locale || !LOCALE.test(locale)) return
  setCookie(c, cookieName(shop, 'locale'), locale, { path: '/', sameSite: 'Lax' })
  c.set('locale', locale)
}

const LOCALE = /^[a-z]{2}(?:-[A-Z]{2})?$/

/** The language that the shopper chose, else the shop's. */
export function readLocale({ c, shop }: Pick<SessionParameters, 'c' | 'shop'>): string {
  const chosen = (c.get('locale') as string | undefined) ?? getCookie(c, cookieName(shop, 'locale')) ?? ''
  return LOCALE.test(chosen) ? chosen : shop.locale
}

/** Stores the theme of `?theme=` for this shopper, as Shopify does with that of a preview. */
export function chooseTheme({ c, shop }: SessionParameters): void {
  const theme = THEMES.find((name) => name === c.req.query('theme'))
  if (!theme) return
  setCookie(c, cookieName(shop, 'theme'), theme, { path: '/', sameSite: 'Lax' })
  c.set('theme', theme)
}

/** The shopper's theme; `market` if none was chosen. */
export function readTheme({ c, shop }: Pick<SessionParameters, 'c' | 'shop'>): ThemeName {
  const chosen = (c.get('theme') as string | undefined) ?? getCookie(c, cookieName(shop, 'theme'))
  return THEMES.find((name) => name === chosen) ?? 'market'
}

/** Stores the currency of `?currency=` (and `&rate=`) for this shopper and their cart. */
export function chooseCurrency(parameters: SessionParameters): void {
  const { c, shop } = parameters
  const currency = c.req.query('currency')
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return
  const asked = c.req.query('rate')
  const rate =
    asked && /^\d{1,9}\.\d{1,12}$/.test(asked)
      ? asked
      : findPresentmentRate({ from: shop.currencyCode, to: currency })
  if (rate === null) return
  const value = `${currency}:${rate}`
  setCookie(c, cookieName(shop, 'currency'), value, { path: '/', sameSite: 'Lax' })
  c.set('currency', value)
}

function readCurrency({ c, shop }: SessionParameters) {
  const chosen = (c.get('currency') as string | undefined) ?? getCookie(c, cookieName(shop, 'currency')) ?? ''
  const [, presentmentCurrency, presentmentRate] = /^([A-Z]{3}):(\d+\.\d+)$/.exec(chosen) ?? []
  return presentmentCurrency && presentmentRate
    ? { presentmentCurrency, presentmentRate }
    : { presentmentCurrency: shop.currencyCode, presentmentRate: '1.0' }
}
