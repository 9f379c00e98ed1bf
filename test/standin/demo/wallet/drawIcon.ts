/** The icon of a demo wallet, as the data URI that wallets announce. */
export function drawIcon(color: string): `data:image/svg+xml,${string}` {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${color}"/><path d="M8 11.5A2.5 2.5 0 0 1 10.5 9H21a1.5 1.5 0 0 1 0 3H11a.5.5 0 0 0 0 1h11.5a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-12A2.5 2.5 0 0 1 8 20.500z" fill="#fff"/><circle cx="20.500" cy="18" r="1.500" fill="${color}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
