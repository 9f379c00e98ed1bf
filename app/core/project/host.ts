const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+\.localhost)$/
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/
const OCTET = /^(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])$/

/** Whether a host is a loopback host, where http is as safe as https. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOST.test(host)
}

/** Whether a host is spelled as browsers write it: ASCII names, IPv4 as four numbers, of IPv6 only `[::1]`. */
export function isHost(host: string): boolean {
  if (host === '[::1]') return true
  const labels = host.split('.')
  // Browsers read a name that ends in a number as an IPv4 address, and write it as four numbers.
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) {
    return labels.length === 4 && labels.every((label) => OCTET.test(label))
  }
  return host.length <= 253 && labels.every((label) => LABEL.test(label))
}

/** Whether a text is a port from 1 to 65535. It may have no leading zeros, because browsers drop them. */
export function isPort(port: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535
}
