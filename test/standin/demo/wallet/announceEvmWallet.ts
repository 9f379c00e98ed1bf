import { type Hex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { askToSign } from './askToSign.ts'
import { drawIcon } from './drawIcon.ts'

export type DemoEvmWallet = {
  readonly name: string
  readonly color: string
  readonly uuid: string
  readonly privateKey: Hex
}

type Request = { readonly method: string; readonly params?: readonly unknown[] }

/** Announce a demo wallet in a page as browser wallets do. @see https://eips.ethereum.org/EIPS/eip-6963 */
export function announceEvmWallet({ name, color, uuid, privateKey }: DemoEvmWallet): void {
  const account = privateKeyToAccount(privateKey)
  const icon = drawIcon(color)
  const provider = {
    request: async ({ method, params = [] }: Request): Promise<unknown> => {
      if (method === 'eth_requestAccounts' || method === 'eth_accounts') return [account.address]
      if (method === 'eth_chainId') return '0x1'
      if (method === 'personal_sign') {
        const raw = hexToBytes(params[0] as Hex)
        await askToSign({ wallet: name, icon, address: account.address, text: new TextDecoder().decode(raw) })
        return account.signMessage({ message: { raw } })
      }
      throw Object.assign(new Error(`The demo wallet does not support ${method}.`), { code: 4200 })
    },
    on: () => provider,
    removeListener: () => provider,
  }
  const info = { uuid, name, icon, rdns: 'example.palisade.demo' }
  const detail = Object.freeze({ info: Object.freeze(info), provider })
  const tell = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', tell)
  tell()
}
