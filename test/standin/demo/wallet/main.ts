import { type Hex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { askToSign } from './askToSign.ts'

/** Given by bundleWallets.ts. */
declare const DEMO_WALLETS: readonly {
  readonly name: string
  readonly color: string
  readonly uuid: string
  readonly privateKey: Hex
}[]

type Request = { readonly method: string; readonly params?: readonly unknown[] }

/** Announce demo wallets in a page as browser wallets do. @see https://eips.ethereum.org/EIPS/eip-6963 */
function announce(wallet: (typeof DEMO_WALLETS)[number]): void {
  const account = privateKeyToAccount(wallet.privateKey)
  const icon = `data:image/svg+xml,${encodeURIComponent(drawIcon(wallet.color))}`
  const provider = {
    request: async ({ method, params = [] }: Request): Promise<unknown> => {
      if (method === 'eth_requestAccounts' || method === 'eth_accounts') return [account.address]
      if (method === 'eth_chainId') return '0x1'
      if (method === 'personal_sign') {
        const raw = hexToBytes(params[0] as Hex)
        await askToSign({
          wallet: wallet.name,
          icon,
          address: account.address,
          text: new TextDecoder().decode(raw),
        })
        return account.signMessage({ message: { raw } })
      }
      throw Object.assign(new Error(`The demo wallet does not know ${method}.`), { code: 4200 })
    },
    on: () => provider,
    removeListener: () => provider,
  }
  const info = { uuid: wallet.uuid, name: wallet.name, icon, rdns: 'example.palisade.demo' }
  const detail = Object.freeze({ info: Object.freeze(info), provider })
  const tell = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', tell)
  tell()
}

function drawIcon(color: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${color}"/><path d="M8 11.5A2.5 2.5 0 0 1 10.5 9H21a1.5 1.5 0 0 1 0 3H11a.5.5 0 0 0 0 1h11.5a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-12A2.5 2.5 0 0 1 8 20.500z" fill="#fff"/><circle cx="20.500" cy="18" r="1.500" fill="${color}"/></svg>`
}

for (const wallet of DEMO_WALLETS) announce(wallet)
