import type { ProjectIssue } from './form.ts'
import { isHost, isLoopbackHost, isPort } from './host.ts'

const MAX_LENGTH = 259
const ANY_PORT = /^(?:localhost|127\.0\.0\.1|\[::1\]):\*$/

/**
 * Parse an allowed domain as a browser names it: `host[:port]`, lower case, no default port. A pasted origin loses its
 * scheme. Null after `report`ing the issue.
 *
 * @see https://url.spec.whatwg.org/#host-writing
 */
export function parseDomain({
  text,
  report,
}: {
  text: string
  report: (issue: ProjectIssue) => void
}): string | null {
  const addIssue = (issue: ProjectIssue) => {
    report(issue)
    return null
  }
  const [, scheme, authority = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/s.exec(text.toLowerCase()) ?? []
  const entry = scheme ? authority.replace(/\/$/, '') : authority
  if (entry.length > MAX_LENGTH) return addIssue('too-long')
  if (scheme && scheme !== 'https' && scheme !== 'http') return addIssue('domain-invalid')
  if (/[/?#\\]/.test(entry)) return addIssue('domain-path')
  if (ANY_PORT.test(entry)) return entry
  if (entry.includes('*')) return addIssue('wildcard')
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?$/.exec(entry) ?? []
  if (!isHost(host) || (port !== undefined && !isPort(port))) return addIssue('domain-invalid')
  if (scheme === 'http' && !isLoopbackHost(host)) return addIssue('domain-insecure')
  return port === undefined || isDefaultPort({ scheme, host, port }) ? host : `${host}:${port}`
}

/** Browsers omit the scheme's default port. An entry without a scheme counts as https, unless its host is loopback. */
function isDefaultPort({ scheme, host, port }: { scheme: string | undefined; host: string; port: string }) {
  const known = scheme ?? (isLoopbackHost(host) ? null : 'https')
  return (known === 'https' && port === '443') || (known === 'http' && port === '80')
}
