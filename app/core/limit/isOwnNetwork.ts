import type { ClientAddress } from './types.ts'

/**
 * Whether an address is a loopback, private, link-local or shared one: no client on the internet has it.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isOwnNetwork(client: ClientAddress): boolean {
  return OWN.test(client)
}

// An IPv6 client is a /64 network without leading zeros; `0:0:0:0::` contains ::1.
const OWN =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|0:0:0:0::|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/
