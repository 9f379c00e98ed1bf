import type { BrowserContext } from 'playwright-core'
import { decodeBase58 } from '../../app/core/chain/base58.ts'
import type { TextSigner } from '../picket/signLogin.ts'

/**
 * Put a Solana wallet into every page of a context, in both forms that sites look for: it registers by Wallet Standard,
 * and it is at Phantom's global. It really signs; its key stays in this process. With `ledger` it signs transactions
 * and no texts.
 * @returns the texts and transactions it got to sign, in order
 */
export async function putSolanaWallet(
  context: BrowserContext,
  {
    name,
    signer,
    ledger,
  }: { name: string; signer: TextSigner; ledger?: ((bytes: Uint8Array) => Uint8Array) | undefined },
): Promise<{ readonly signed: string[] }> {
  const signed: string[] = []
  await context.exposeFunction('signOnSolana', async (bytes: number[]): Promise<number[]> => {
    const message = new TextDecoder().decode(Uint8Array.from(bytes))
    signed.push(message)
    return [...read(await signer.signMessage({ message }), 64)]
  })
  await context.exposeFunction('signTransactionOnSolana', (bytes: number[]): number[] => [
    ...(ledger?.(Uint8Array.from(bytes)) ?? []),
  ])
  const { address } = signer
  await context.addInitScript(
    `(${SCRIPT})(${JSON.stringify({ name, address, key: [...read(address, 32)], isLedger: !!ledger })})`,
  )
  return { signed }
}

function read(text: string, bytes: number): Uint8Array {
  const value = decodeBase58({ text, bytes })
  if (!value) throw new Error(`${text} is not base58 of ${bytes} bytes.`)
  return value
}

// As text, because a compiled function would call helpers that the page does not have.
const SCRIPT = `({ name, address, key, isLedger }) => {
  const sign = async (message) => Uint8Array.from(await window.signOnSolana([...message]))
  const publicKey = { toBytes: () => Uint8Array.from(key), toBase58: () => address, toString: () => address }
  const phantom = {
    isPhantom: true,
    isConnected: false,
    publicKey: null,
    connect: async () => {
      phantom.isConnected = true
      phantom.publicKey = publicKey
      return { publicKey }
    },
    disconnect: async () => {},
    signMessage: async (message) => ({ signature: await sign(message), publicKey }),
    on: () => phantom,
    off: () => phantom,
  }
  window.phantom = { solana: phantom }
  window.solana = phantom
  const account = { address, publicKey: Uint8Array.from(key), chains: ['solana:mainnet'], features: ['solana:signMessage'] }
  const wallet = {
    version: '1.0.0',
    name,
    icon: 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="#6f4bf2"/></svg>'),
    chains: ['solana:mainnet'],
    accounts: [],
    features: {
      'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
      'solana:signMessage': {
        version: '1.0.0',
        signMessage: async ({ message }) => {
          if (isLedger) throw new Error('This Ledger signs no messages.')
          return [{ signedMessage: message, signature: await sign(message) }]
        },
      },
      ...(isLedger ? {
        'solana:signTransaction': {
          version: '1.0.0',
          supportedTransactionVersions: ['legacy'],
          signTransaction: async ({ transaction }) => {
            const bytes = [...transaction.slice(65)]
            const signature = await window.signTransactionOnSolana(bytes)
            return [{ signedTransaction: Uint8Array.from([1, ...signature, ...bytes]) }]
          },
        },
      } : {}),
    },
  }
  const callback = ({ register }) => register(wallet)
  window.addEventListener('wallet-standard:app-ready', ({ detail }) => callback(detail))
  window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: callback }))
}`
