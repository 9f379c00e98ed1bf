import { verifyMessage } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import { checkLoginMessage } from '../../app/core/login/checkLoginMessage.ts'
import { composeLoginMessage } from '../../app/core/login/composeLoginMessage.ts'
import { parseLoginMessage } from '../../app/core/login/parseLoginMessage.ts'
import { recoverEvmAddress, recoverWith } from '../../app/crypto/recoverEvmAddress.ts'
import { loadWasmRecover } from '../../app/crypto/recoverPublicKey.ts'
import { signatureEngine } from '../../app/crypto/signatureEngine.ts'
import { compare } from './compare.ts'
import type { BenchRow } from './row.ts'

const now = 1_795_000_000

/**
 * Measure a whole login check (parse, domain, nonce and times, hash, recover, compare) against viem's
 * `verifyMessage`, which does not even parse. Without the native build the bar is the WebAssembly one.
 */
export async function benchLoginCheck(): Promise<BenchRow[]> {
  const account = privateKeyToAccount(generatePrivateKey())
  const address = parseEvmAddress(account.address)
  const message = composeLoginMessage({
    family: 'evm',
    domain: 'shop.example',
    address: account.address,
    statement: 'Sign in to see what your tokens open in this shop. This costs nothing.',
    uri: 'https://shop.example/products/night-owl-hoodie',
    chainId: '1',
    nonce: '5f3a9c0121b7e4d000112233445566aa',
    issuedAt: now,
    expiresAt: now + 120,
  })
  const signature = await account.signMessage({ message })
  const wasm = await loadWasmRecover()
  const check = (recover: typeof recoverEvmAddress) => {
    checkLoginMessage({
      fields: parseLoginMessage(message),
      allowedDomains: ['shop.example'],
      address,
      chainId: '1',
      nonce: '5f3a9c0121b7e4d000112233445566aa',
      now: now + 5,
    })
    if (recover({ message, signature }) !== address) throw new Error('The login check refuses a good login.')
  }
  const result = await compare({
    contenders: {
      ours: () => check(recoverEvmAddress),
      wasm: () => check((parameters) => recoverWith(wasm, parameters)),
      viem: () => verifyMessage({ address, message, signature }),
    },
  })
  const row = (name: string, contender: string, bar: number): BenchRow => {
    const ratio = result.ratio('viem', contender)
    const times = { ours: result.microseconds(contender), yardstick: result.microseconds('viem') }
    return { name, ...times, unit: 'µs', ratio, bar: `≥ ${bar}`, holds: ratio >= bar }
  }
  return [
    row(
      `login check (${signatureEngine()}) against viem verifyMessage`,
      'ours',
      signatureEngine() === 'native' ? 10 : 4,
    ),
    row('login check (wasm fallback) against viem verifyMessage', 'wasm', 3),
  ]
}
