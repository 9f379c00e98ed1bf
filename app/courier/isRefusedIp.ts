import { isIP } from 'node:net'

/**
 * Whether a URL names an IP address that may not be asked. Node connects to an IP address without a look-up, so that is
 * checked here; the look-up checks the addresses of a name.
 */
export function isRefusedIp({ hostname }: URL, isPublic: (address: string) => boolean): boolean {
  const ip = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(ip) !== 0 && !isPublic(ip)
}
