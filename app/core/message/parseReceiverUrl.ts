import { InputError } from '../errors/base.ts'
import { isHost, isLoopbackHost, isPort } from '../project/host.ts'

const MAX_LENGTH = 1000
const ABSOLUTE = /^(https?):\/\/(\[[^\]/?]*\]|[^:/?@]*)(?::([0-9]+))?(?:[/?][\x21-\x7e]*)?$/
/** Of a host that is spelled as browsers write it. */
const IPV4 = /^[0-9.]+$/

/** Format an address as it is stored: without blanks around it, and its scheme and host in small letters. */
export function formatReceiverUrl(text: string): string {
  return text.trim().replace(/^https?:\/\/[^/?#]*/i, (origin) => origin.toLowerCase())
}

/**
 * Parse the address of a receiver: https, on any port, without a name of a user and a fragment. `allowsLocal` adds http
 * on this machine, for developers.
 *
 * An IP address must pass `isPublic`. Those of a host's name are checked each time somebody connects.
 * @throws {InputError} ERR_RECEIVER_URL
 */
export function parseReceiverUrl({
  text,
  allowsLocal,
  isPublic,
}: {
  text: string
  allowsLocal: boolean
  isPublic: (address: string) => boolean
}): string {
  const url = formatReceiverUrl(text)
  if (url.length > MAX_LENGTH) throw wrongUrl(`The address is longer than ${MAX_LENGTH} characters.`)
  if (url.includes('#')) throw wrongUrl('The address has a “#”, which no server gets.')
  const [, scheme, host = '', port] = ABSOLUTE.exec(url) ?? []
  const isKnown = scheme && isHost(host) && (port === undefined || isPort(port)) && !url.includes('\\')
  if (!isKnown) throw wrongUrl('This is not an address of a server.')
  const isLocal = isLoopbackHost(host)
  if (isLocal && !allowsLocal) throw wrongUrl('This address is on the server’s own machine.')
  if (!isLocal && IPV4.test(host) && !isPublic(host))
    throw wrongUrl('This address is in a private network, where Palisade sends nothing.')
  if (scheme === 'http' && !isLocal) throw wrongUrl('The address does not begin with https://.')
  return url
}

function wrongUrl(sentence: string): InputError {
  return new InputError('ERR_RECEIVER_URL', sentence, {
    hint: 'Enter an address that begins with https://, e.g. https://example.com/webhooks.',
  })
}
