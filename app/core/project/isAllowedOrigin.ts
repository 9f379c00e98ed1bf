import { isAllowedDomain } from './isAllowedDomain.ts'

/** Hosts that need no TLS: loopback only. Elsewhere anybody on the network path can pose as the site. */
const INSECURE_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+\.localhost)(?::\d{1,5})?$/

/**
 * Whether a browser's `Origin` is one of a project's sites.
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7
 */
export function isAllowedOrigin({
  origin,
  allowedDomains,
}: {
  origin: string
  allowedDomains: readonly string[]
}): boolean {
  const [, scheme, domain] = /^(https?):\/\/([^/?#@\s]+)$/.exec(origin) ?? []
  if (!scheme || !domain) return false
  return (scheme === 'https' || INSECURE_HOST.test(domain)) && isAllowedDomain({ domain, allowedDomains })
}
