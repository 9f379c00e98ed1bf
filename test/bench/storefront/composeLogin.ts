import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { keccak256 } from '../../../app/crypto/evmSignature.ts'
import { makeVisitKey, type TestVisitKey } from '../../visitKey.ts'
import { makeWallet, type Wallet } from '../api/wallets.ts'
import { API_SECRET, PRODUCT, SHOP } from './startContenders.ts'

const secp256k1: typeof import('secp256k1') = createRequire(import.meta.url)('secp256k1')

/** A shopper with a wallet, a browser's key and an address of its own. */
export type Shopper = { readonly wallet: Wallet; readonly key: TestVisitKey; readonly client: string }

// Making keys costs as much as a login, so a few browsers serve all wallets.
const keys = Array.from({ length: 16 }, makeVisitKey)
let shoppers = 0

export function makeShopper(): Shopper {
  const number = ++shoppers
  const client = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return { wallet: makeWallet(), key: keys[number % keys.length] ?? makeVisitKey(), client }
}

/** The request for a nonce, as Shopify passes it on from a browser. */
export function composeNonceRequest({ key, client }: Shopper): string {
  return composeRequest({ path: '/proxy/nonce', client, body: { key: key.key } })
}

/** The request for the unlock: the wallet signs the text, and the browser's key the request. */
export function composeUnlockRequest(parameters: { shopper: Shopper; answer: string; gate: number }): string {
  const { shopper, answer, gate } = parameters
  const { wallet, key, client } = shopper
  const { nonce, message } = JSON.parse(answer) as { nonce: string; message: string }
  const text = message
    .replace('[family]', 'Ethereum')
    .replace('[address]', wallet.address)
    .replace('[chain]', '1')
  const hash = keccak256(Buffer.from(`\x19Ethereum Signed Message:\n${Buffer.byteLength(text)}${text}`))
  const { signature, recid } = secp256k1.ecdsaSign(hash, wallet.key)
  const body = {
    ...{ nonce, walletAddress: wallet.address, chain: 'ethereum' },
    signature: `0x${Buffer.from(signature).toString('hex')}${(27 + recid).toString(16)}`,
    ...{ gates: [gate], lines: [{ productId: PRODUCT, variantId: 9_101 }], cart: `cart-${nonce}` },
  }
  return composeRequest({ path: '/proxy/unlock', client, body: key.compose('/unlock', body) })
}

function composeRequest({ path, client, body }: { path: string; client: string; body: object }): string {
  const text = JSON.stringify(body)
  const signed = {
    ...{ shop: SHOP.myshopifyDomain, logged_in_customer_id: '', path_prefix: '/apps/palisade' },
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
  const parts = Object.entries(signed).map(([name, value]) => `${name}=${value}`)
  const signature = createHmac('sha256', API_SECRET).update(parts.sort().join('')).digest('hex')
  const query = new URLSearchParams({ ...signed, signature })
  return [
    `POST ${path}?${query} HTTP/1.1`,
    'Host: palisade.example',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Forwarded-For: ${client}`,
    `X-Forwarded-Host: ${SHOP.primaryDomain}`,
    'Accept: */*',
    'User-Agent: palisade-bench',
    '',
    text,
  ].join('\r\n')
}
