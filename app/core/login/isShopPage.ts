import { chooseLoginSite } from './chooseLoginSite.ts'

/** Whether a text is the URL of a page of this shop, at one of its domains. At most 1,500 characters: a QR code's limit. */
export function isShopPage({
  page,
  primaryDomain,
  allowedDomains,
}: {
  page: string
  primaryDomain: string
  allowedDomains: readonly string[]
}): boolean {
  const [, requestedDomain = null] = /^https?:\/\/([^/?#@\\]+)\/[!-~]*$/.exec(page) ?? []
  if (requestedDomain === null || page.length > 1500) return false
  const site = chooseLoginSite({ requestedDomain, primaryDomain, allowedDomains })
  return page.toLowerCase().startsWith(`${site.uri}/`)
}
