/**
 * Choose the site that a login names: the one the shopper is on if it is the shop's own, else its primary domain.
 *
 * The scheme is https, except for a loopback host, where a demo has no certificate.
 */
export function chooseLoginSite({
  requestedDomain,
  primaryDomain,
  allowedDomains,
}: {
  requestedDomain: string | null
  primaryDomain: string
  allowedDomains: readonly string[]
}): { domain: string; uri: string } {
  const asked = requestedDomain?.toLowerCase() ?? ''
  const domain = allowedDomains.includes(asked) ? asked : primaryDomain
  const isLoopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(domain)
  return { domain, uri: `${isLoopback ? 'http' : 'https'}://${domain}` }
}
