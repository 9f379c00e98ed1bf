import { isIPv6 } from 'node:net'

/** Origin of a server on a host and port, as seen from this machine. */
export function formatOrigin({ host, port }: { host: string; port: number }): string {
  const isAny = host === '0.0.0.0' || host === '::'
  const name = isAny ? 'localhost' : isIPv6(host) ? `[${host}]` : host
  return `http://${name}:${port}`
}
