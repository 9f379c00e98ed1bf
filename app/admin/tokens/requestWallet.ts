/** The merchant's own wallet, or why its address is not known. */
export type RequestedWallet =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'missing' | 'refused' }

type Provider = {
  readonly request: (asked: { readonly method: 'eth_requestAccounts' }) => Promise<unknown>
}

/** Request the address of the browser's wallet. Nothing is signed. @see https://eips.ethereum.org/EIPS/eip-1102 */
export async function requestWallet(): Promise<RequestedWallet> {
  const { ethereum } = window as { readonly ethereum?: Provider }
  if (typeof ethereum?.request !== 'function') return { kind: 'missing' }
  try {
    const accounts = await ethereum.request({ method: 'eth_requestAccounts' })
    const [address] = Array.isArray(accounts) ? (accounts as unknown[]) : []
    return typeof address === 'string' && address !== '' ? { kind: 'address', address } : { kind: 'refused' }
  } catch {
    return { kind: 'refused' }
  }
}
