/**
 * Say of a host only whose it is, for people: the last two labels, or all of an address or a name without dots.
 *
 * Some providers put a key into the first label.
 */
export function shortenHost({ hostname, port }: Pick<URL, 'hostname' | 'port'>): string {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
  const labels = hostname.split('.').filter(Boolean)
  return (isAddress ? hostname : labels.slice(-2).join('.')) + (port === '' ? '' : `:${port}`)
}
