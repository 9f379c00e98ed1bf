import type { ClientAddress } from './types.ts'

/**
 * Parse an address into the client that limits count; null if it is not an address.
 *
 * An IPv6 client owns its whole /64 network and may change addresses within it at will, so the network is the client.
 */
export function findClientAddress(said: string | null): ClientAddress | null {
  if (said === null) return null
  if (usual.test(said)) return said as ClientAddress
  const text = said.trim().toLowerCase()
  const mapped = text.startsWith('::ffff:') ? text.slice(7) : text
  return (formatIpv4(mapped) ?? formatIpv6Network(text)) as ClientAddress | null
}

const usual = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

function formatIpv4(text: string): string | null {
  if (usual.test(text)) return text
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null
  const bytes = text.split('.').map(Number)
  return bytes.every((byte) => byte <= 255) ? bytes.join('.') : null
}

function formatIpv6Network(text: string): string | null {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const [head = [], tail] = halves
  const written = [...head, ...(tail ?? [])]
  const isWhole = tail ? halves.length === 2 && written.length < 8 : written.length === 8
  if (!isWhole || !written.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null
  const zeros = Array.from({ length: 8 - written.length }, () => '0')
  const groups = [...head, ...zeros, ...(tail ?? [])].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
