import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { composePicketMessage, type LoginContext } from '../../../app/core/login/composePicketMessage.ts'
import { keccak256, toChecksumAddress } from '../../../app/crypto/evmSignature.ts'

const secp256k1: typeof import('secp256k1') = createRequire(import.meta.url)('secp256k1')

/** A wallet, its address in the checksum form that wallets use. */
export type Wallet = { readonly key: Uint8Array; readonly address: string }

export function makeWallet(key: Uint8Array = randomBytes(32)): Wallet {
  const hash = keccak256(secp256k1.publicKeyCreate(key, false).subarray(1))
  const address = `0x${Buffer.from(hash.subarray(12)).toString('hex')}` as EvmAddress
  return { key, address: toChecksumAddress(address) }
}

export type SignLoginParameters = {
  readonly wallet: Wallet
  readonly nonce: string
  readonly statement: string
  readonly context: LoginContext
}

/** Sign a SIWE login as the wallet would. */
export function signLogin({ wallet, nonce, statement, context }: SignLoginParameters): string {
  const message = composePicketMessage({
    format: 'siwe',
    family: 'evm',
    walletAddress: wallet.address,
    nonce,
    statement,
    chainId: 1,
    context,
  })
  return signText({ wallet, message })
}

/** Sign a text as `personal_sign` does. */
export function signText({ wallet, message }: { wallet: Wallet; message: string }): string {
  const text = `\x19Ethereum Signed Message:\n${Buffer.byteLength(message)}${message}`
  const { signature, recid } = secp256k1.ecdsaSign(keccak256(Buffer.from(text)), wallet.key)
  return `0x${Buffer.from(signature).toString('hex')}${(27 + recid).toString(16)}`
}
