import type { ProjectIssue } from './form.ts'
import { isHost, isLoopbackHost, isPort } from './host.ts'

const MAX_LENGTH = 2000
const ANY_PORT = /^http:\/\/(?:localhost|127\.0\.0\.1):\*$/
const ABSOLUTE = /^(https?):\/\/(\[[^\]/?]*\]|[^:/?@]*)(?::([0-9]+))?(?:[/?][\x21-\x7e]*)?$/

/**
 * Parse a redirect URI of a project. The result is the text unchanged, because it is compared exactly.
 * Null after `report`ing the issue.
 *
 * The only wildcard is `http://localhost:*` (or 127.0.0.1): every port and path of that loopback host.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2
 */
export function parseRedirectUri({
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
  if (text.length > MAX_LENGTH) return addIssue('too-long')
  if (ANY_PORT.test(text)) return text
  if (text.includes('*')) return addIssue('wildcard')
  if (text.includes('#')) return addIssue('redirect-fragment')
  const [, scheme, host = '', port] = ABSOLUTE.exec(text) ?? []
  const isKnown = scheme && isHost(host) && (port === undefined || isPort(port)) && !text.includes('\\')
  if (!isKnown) return addIssue('redirect-invalid')
  if (scheme === 'http' && !isLoopbackHost(host)) return addIssue('redirect-insecure')
  return text
}
