/**
 * Shorten a host for display: the last two labels, or all of an IP address or a name without dots. Keeps the port.
 *
 * Some providers put a key into the first label.
 */
export function shortenHost({ hostname, port }: Pick<URL, 'hostname' | 'port'>): string {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
  const labels = hostname.split('.').filter(Boolean)
  return (isAddress ? hostname : labels.slice(-2).join('.')) + (port === '' ? '' : `:${port}`)
}
