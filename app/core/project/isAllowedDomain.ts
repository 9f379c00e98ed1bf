/** Loopback hosts with a port. An allowed domain may match any port of them: `localhost:*`. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]):\d{1,5}$/

/**
 * Whether a site may ask wallets to sign in to a project.
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
