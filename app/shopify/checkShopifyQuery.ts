import { InputError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'

export type CheckShopifyQueryParameters = {
  readonly url: URL
  /** Public URL of this server. */
  readonly appUrl: string
}

/**
 * Check Shopify's own query parameters of an admin or login URL before Shopify's library reads them. The library throws
 * at some invalid values, and logs others unescaped.
 * @throws {InputError} ERR_QUERY_INVALID
 */
export function checkShopifyQuery({ url, appUrl }: CheckShopifyQueryParameters): void {
  for (const [name, isRight] of Object.entries(RULES)) {
    const [value, ...more] = url.searchParams.getAll(name)
    if (value === undefined) continue
    if (more.length > 0 || hasUnsafeCharacter(value) || !isRight(value, appUrl)) throw unknownFilter(name)
  }
  if (/\/exit-iframe\/*$/i.test(url.pathname) && !url.searchParams.has('exitIframe'))
    throw unknownFilter('exitIframe')
}

const RULES: Readonly<Record<string, (value: string, appUrl: string) => boolean>> = {
  shop: isShopDomain,
  host: isHost,
  exitIframe: (value, appUrl) => isAppAddress(value, appUrl) || isAdminAddress(value),
  'shopify-reload': isAppAddress,
  id_token: (value) => /^[\w.=-]+$/.test(value),
}

/** Whether the value is a base64 URL without its scheme, as Shopify's admin sends in `host`. */
function isHost(value: string): boolean {
  if (!/^[0-9a-zA-Z+/]+={0,2}$/.test(value)) return false
  try {
    const address = atob(value)
    return /^[\x21-\x7e]+$/.test(address) && URL.canParse(`https://${address}`)
  } catch {
    return false
  }
}

function isAppAddress(value: string, appUrl: string): boolean {
  const { pathname, origin } = parse(value, appUrl) ?? {}
  return origin === new URL(appUrl).origin && !/[/\\]{2}/.test(pathname ?? '') && !/\s/.test(value)
}

function isAdminAddress(value: string): boolean {
  const url = parse(value)
  if (url?.protocol !== 'https:' || /[/\\]{2}/.test(url.pathname) || /\s/.test(value)) return false
  return url.host === 'admin.shopify.com' || (isShopDomain(url.host) && /^\/admin(?:\/|$)/.test(url.pathname))
}

function parse(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null
}

function unknownFilter(name: string): InputError {
  return new InputError('ERR_QUERY_INVALID', `The URL has no valid "${name}".`, {
    hint: 'Open the app from the Shopify admin.',
  })
}
