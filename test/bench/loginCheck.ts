import { createPublicKey, verify } from 'node:crypto'
import { verifyMessage } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { encodeBase58 } from '../../app/core/chain/base58.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress, WalletAddress } from '../../app/core/chain/types.ts'
import { checkLoginMessage } from '../../app/core/login/checkLoginMessage.ts'
import { composeLoginMessage } from '../../app/core/login/composeLoginMessage.ts'
import { parseLoginMessage } from '../../app/core/login/parseLoginMessage.ts'
import {
  keccak256,
  loadNativeRecover,
  loadWasmRecover,
  type RecoverPublicKey,
  readSignatureEngine,
  recoverEvmAddress,
  recoverWith,
} from '../../app/crypto/evmSignature.ts'
import { verifySolanaSignature } from '../../app/crypto/solanaSignature.ts'
import { makeSolanaKey } from '../crypto/solanaKey.ts'
import { compare } from './compare.ts'
import type { BenchRow } from './row.ts'

const now = 1_795_000_000
const NONCE = '5f3a9c0121b7e4d000112233445566aa'

/**
 * Measure a whole login check (parse, domain, nonce and times, then hash and recover, or verify) against two
 * yardsticks: the bare cryptography that every check needs, and viem's `verifyMessage`, which does not even parse.
 */
export async function benchLoginCheck(): Promise<BenchRow[]> {
  return [...(await benchEvm()), ...(await benchSolana())]
}

function composeMessage({ family, address }: { family: 'evm' | 'solana'; address: string }): string {
  return composeLoginMessage({
    family,
    domain: 'shop.example',
    address,
    statement: 'Sign in to see what your tokens open in this shop. This costs nothing.',
    uri: 'https://shop.example/products/night-owl-hoodie',
    chainId: family === 'evm' ? '1' : 'mainnet',
    nonce: NONCE,
    issuedAt: now,
    expiresAt: now + 120,
    keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  })
}

function checkText({ message, address }: { message: string; address: WalletAddress }): void {
  const fields = parseLoginMessage(message)
  const chainId = fields.family === 'evm' ? '1' : 'mainnet'
  const allowedDomains = ['shop.example']
  checkLoginMessage({ fields, allowedDomains, address, chainId, nonce: NONCE, now: now + 5 })
}

async function benchEvm(): Promise<BenchRow[]> {
  const account = privateKeyToAccount(generatePrivateKey())
  const address = parseEvmAddress(account.address)
  const message = composeMessage({ family: 'evm', address: account.address })
  const signature = await account.signMessage({ message })
  const [native, wasm] = [await loadNativeRecover(), await loadWasmRecover()]
  if (!native) throw new Error('The native secp256k1 is missing. It is the yardstick of this measurement.')
  const check = (recover: typeof recoverEvmAddress) => {
    checkText({ message, address })
    if (recover({ message, signature }) !== address) throw new Error('The login check refuses a good login.')
  }
  const result = await compare({
    contenders: {
      ours: () => check(recoverEvmAddress),
      wasm: () => check((parameters) => recoverWith(wasm, parameters)),
      viem: () => verifyMessage({ address, message, signature }),
      bare: makeBareRecovery({ native, message, signature, address }),
    },
  })
  const times = (contender: string, yardstick: string) => ({
    ours: result.microseconds(contender),
    yardstick: result.microseconds(yardstick),
    unit: 'µs',
  })
  const atLeast = (name: string, contender: string, bar: number): BenchRow => {
    const ratio = result.ratio('viem', contender)
    return { name, ...times(contender, 'viem'), ratio, bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  const atMost = (name: string, contender: string, bar: number): BenchRow => {
    const ratio = result.ratio(contender, 'bare')
    return { name, ...times(contender, 'bare'), ratio, bar: `≤ ${bar}`, holds: ratio <= bar }
  }
  const engine = readSignatureEngine()
  return [
    atLeast(`login check (${engine}) against viem verifyMessage`, 'ours', engine === 'native' ? 10 : 4),
    atLeast('login check (wasm fallback) against viem verifyMessage', 'wasm', 3),
    atMost(`login check (${engine}) against bare secp256k1 (native) and keccak`, 'ours', 1.3),
    atMost('login check (wasm fallback) against bare secp256k1 (native) and keccak', 'wasm', 4.5),
  ]
}

/** Two hashes and one recovery over prepared bytes. It uses the faster keccak: wasm beats the native add-on. */
function makeBareRecovery({
  native,
  message,
  signature,
  address,
}: {
  native: RecoverPublicKey
  message: string
  signature: string
  address: EvmAddress
}): () => void {
  const text = Buffer.from(`\x19Ethereum Signed Message:\n${Buffer.byteLength(message)}${message}`)
  const bytes = Buffer.from(signature.slice(2), 'hex')
  const parameters = { signature: bytes.subarray(0, 64), parity: bytes[64] === 28 ? 1 : 0 } as const
  const expected = Buffer.from(address.slice(2), 'hex')
  return () => {
    const key = native({ hash: keccak256(text), ...parameters })
    if (!key || expected.compare(keccak256(key.subarray(1)), 12) !== 0)
      throw new Error('The yardstick is wrong.')
  }
}

/** Every call uses a different key, as logins do. */
async function benchSolana(): Promise<BenchRow[]> {
  const logins = Array.from({ length: 64 }, () => {
    const { address, publicKey, sign } = makeSolanaKey()
    const message = composeMessage({ family: 'solana', address })
    const bytes = Buffer.from(message)
    const signed = sign(bytes)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
    return { address, message, bytes, signed, jwk, signature: encodeBase58(signed) }
  })
  let turn = 0
  const next = () => {
    turn += 1
    const login = logins[turn % logins.length]
    if (!login) throw new Error('There are no logins.')
    return login
  }
  const result = await compare({
    contenders: {
      ours: () => {
        const login = next()
        checkText(login)
        if (!verifySolanaSignature(login)) throw new Error('The login check refuses a good login.')
      },
      bare: () => {
        const { jwk, bytes, signed } = next()
        if (!verify(null, bytes, createPublicKey({ key: jwk, format: 'jwk' }), signed))
          throw new Error('The yardstick is wrong.')
      },
    },
  })
  const ratio = result.ratio('ours', 'bare')
  return [
    {
      name: 'Solana login check against bare node:crypto with a JWK key',
      ours: result.microseconds('ours'),
      yardstick: result.microseconds('bare'),
      unit: 'µs',
      ratio,
      bar: '≤ 1.15',
      holds: ratio <= 1.15,
    },
  ]
}
