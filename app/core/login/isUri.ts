/*
 * RFC 3986. Character classes are written out, because a class that is too wide would accept a line break, a space or a
 * second address as part of the URI.
 */
const UNRESERVED = 'A-Za-z0-9._~\\-'
const SUB = "!$&'()*+,;="
const ESCAPED = '%[0-9A-Fa-f]{2}'
const SCHEME = '[A-Za-z][A-Za-z0-9+.-]*'
const WHOLE_SCHEME = new RegExp(`^${SCHEME}$`)
const PCHAR = `(?:[${UNRESERVED}${SUB}:@]|${ESCAPED})`
const TAIL = `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?`
const WITH_AUTHORITY = new RegExp(`^${SCHEME}://([^/?#]*)(?:/${PCHAR}*)*${TAIL}$`)
const WITHOUT_AUTHORITY = new RegExp(`^${SCHEME}:/?(?:${PCHAR}+(?:/${PCHAR}*)*)?${TAIL}$`)

const USER_INFO = new RegExp(`^(?:[${UNRESERVED}${SUB}:]|${ESCAPED})*$`)
const REG_NAME = new RegExp(`^(?:[${UNRESERVED}${SUB}]|${ESCAPED})*$`)
const IP_FUTURE = new RegExp(`^v[0-9A-Fa-f]+\\.[${UNRESERVED}${SUB}:]+$`)
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const DNS_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`)

/** Whether a text is a URI with a scheme. @see https://www.rfc-editor.org/rfc/rfc3986#section-3 */
export function isUri(text: string): boolean {
  const authority = WITH_AUTHORITY.exec(text)?.[1]
  return authority === undefined ? WITHOUT_AUTHORITY.test(text) : isAuthority(authority)
}

/** Whether a text is a scheme of a URI. */
export function isScheme(text: string): boolean {
  return WHOLE_SCHEME.test(text)
}

/**
 * Whether a text is an authority that can ask for a login: its host is an IP address or a DNS name, not empty.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function isLoginAuthority(text: string): boolean {
  const host = readHost(text)
  return host !== null && (host.startsWith('[') ? isIpLiteral(host) : DNS_NAME.test(host))
}

function isAuthority(text: string): boolean {
  const host = readHost(text)
  return host !== null && (host.startsWith('[') ? isIpLiteral(host) : REG_NAME.test(host))
}

/** Read the host of an authority; null if its user or port is malformed. */
function readHost(authority: string): string | null {
  const at = authority.lastIndexOf('@')
  if (at >= 0 && !USER_INFO.test(authority.slice(0, at))) return null
  return /^(\[[^\]]*\]|[^:[\]]*)(?::[0-9]*)?$/.exec(authority.slice(at + 1))?.[1] ?? null
}

function isIpLiteral(host: string): boolean {
  const inside = host.slice(1, -1)
  return IP_FUTURE.test(inside) || isIpv6(inside)
}

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const pieces = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = pieces.at(-1) ?? ''
  const endsInIpv4 = IPV4.test(last) && text.endsWith(last)
  const words = endsInIpv4 ? pieces.slice(0, -1) : pieces
  if (!words.every((word) => /^[0-9A-Fa-f]{1,4}$/.test(word))) return false
  const count = words.length + (endsInIpv4 ? 2 : 0)
  return halves.length === 2 ? count <= 7 : count === 8
}
