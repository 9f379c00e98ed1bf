import { askToSign } from './askToSign.ts'
import { composeSignInText, type SignInInput } from './composeSignInText.ts'
import { drawIcon } from './drawIcon.ts'
import { readMemo } from './readMemo.ts'

export type DemoSolanaWallet = {
  readonly name: string
  readonly color: string
  readonly address: string
  /** 32 bytes each. */
  readonly publicKey: readonly number[]
  readonly seed: readonly number[]
}

type Api = { readonly register: (wallet: object) => unknown }

/** PKCS #8 prefix of the 32 bytes of a key. @see https://www.rfc-editor.org/rfc/rfc8410 */
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]

/**
 * Announce a demo wallet in a page as Solana's browser wallets do. With `?ledger` in the page's address it behaves like
 * a wallet with its key on a Ledger: it signs transactions only, no texts.
 * @see https://github.com/wallet-standard/wallet-standard
 */
export function announceSolanaWallet({ name, color, address, publicKey, seed }: DemoSolanaWallet): void {
  const icon = drawIcon(color)
  const isLedger = new URLSearchParams(location.search).has('ledger')
  const features = ['solana:signIn', 'solana:signMessage', 'solana:signTransaction']
  const chains = ['solana:mainnet']
  const account = Object.freeze({ address, publicKey: new Uint8Array(publicKey), chains, features })
  const sign = async (bytes: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> => {
    await askToSign({ wallet: name, icon, address, text })
    const key = await crypto.subtle.importKey(
      'pkcs8',
      new Uint8Array([...PKCS8, ...seed]),
      'Ed25519',
      false,
      ['sign'],
    )
    return new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes))
  }
  const signText = async (bytes: Uint8Array<ArrayBuffer>) => {
    if (isLedger) throw new Error('The demo Ledger cannot sign messages.')
    return { signedMessage: bytes, signature: await sign(bytes, new TextDecoder().decode(bytes)) }
  }
  const wallet = {
    version: '1.0.0',
    ...{ name, icon, chains, accounts: [account] },
    features: {
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
      'standard:disconnect': { version: '1.0.0', disconnect: async () => {} },
      'standard:events': { version: '1.0.0', on: () => () => {} },
      'solana:signIn': {
        version: '1.0.0',
        signIn: async (input: SignInInput = {}) => {
          const text = composeSignInText({ domain: location.host, address, ...input })
          return [{ account, ...(await signText(new TextEncoder().encode(text))) }]
        },
      },
      'solana:signMessage': {
        version: '1.0.0',
        signMessage: async ({ message }: { message: Uint8Array }) => [
          await signText(new Uint8Array(message)),
        ],
      },
      'solana:signTransaction': {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: async ({ transaction }: { transaction: Uint8Array }) => {
          // A transaction with one signer: a count, its signature, then the message to sign.
          const bytes = new Uint8Array(transaction.slice(65))
          const signature = await sign(bytes, readMemo(bytes))
          return [{ signedTransaction: new Uint8Array([1, ...signature, ...bytes]) }]
        },
      },
    },
  }
  const callback = ({ register }: Api) => register(wallet)
  window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: callback }))
  window.addEventListener('wallet-standard:app-ready', (event) =>
    callback((event as CustomEvent<Api>).detail),
  )
}
