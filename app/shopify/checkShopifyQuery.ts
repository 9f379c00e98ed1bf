import { InputError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'

export type CheckShopifyQueryParameters = {
  readonly url: URL
  /** Where Shopify reaches this server. */
  readonly appUrl: string
}

/**
 * Check what an address of the admin or of a login says in Shopify's own parameters, before Shopify's library reads
 * them: it throws at some of them, and logs others as they are.
 * @throws {InputError} ERR_QUERY_INVALID
 */
export function checkShopifyQuery({ url, appUrl }: CheckShopifyQueryParameters): void {
  for (const [name, isRight] of Object.entries(RULES)) {
    const [value, ...more] = url.searchParams.getAll(name)
    if (value === undefined) continue
    if (more.length > 0 || hasUnsafeCharacter(value) || !isRight(value, appUrl)) throw refuse(name)
  }
  if (/\/exit-iframe\/*$/i.test(url.pathname) && !url.searchParams.has('exitIframe'))
    throw refuse('exitIframe')
}

const RULES: Readonly<Record<string, (value: string, appUrl: string) => boolean>> = {
  shop: isShopDomain,
  host: isHost,
  exitIframe: (value, appUrl) => isAppAddress(value, appUrl) || isAdminAddress(value),
  'shopify-reload': isAppAddress,
  id_token: (value) => /^[\w.=-]+$/.test(value),
}

/** Whether this is the base64 of an address, as Shopify's admin names itself. */
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

function refuse(name: string): InputError {
  return new InputError('ERR_QUERY_INVALID', `The address has no valid "${name}".`, {
    hint: 'Open the app from the Shopify admin.',
  })
}
