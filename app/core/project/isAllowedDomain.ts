/** The hosts of this very machine, whose port a domain entry may leave open: `localhost:*`. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]):\d{1,5}$/

/**
 * Whether a project's wallets may be asked to sign in from a site.
 *
 * @param domain authority as written, `host[:port]`; only lower-case ASCII matches.
 */
export function isAllowedDomain({
  domain,
  allowedDomains,
}: {
  domain: string
  allowedDomains: readonly string[]
}): boolean {
  if (allowedDomains.includes(domain) && !domain.includes('*')) return true
  const host =
    LOOPBACK.exec(domain)?.[1] ?? (/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(domain) ? domain : null)
  return host !== null && allowedDomains.includes(`${host}:*`)
}
