import secp256k1 from 'secp256k1'
import { hashMessage } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

export type TestWallet = { readonly privateKey: `0x${string}`; readonly address: string }

/** Make a wallet whose key is a small number. */
export function walletOf(number: number): TestWallet {
  const privateKey = `0x${number.toString(16).padStart(64, '0')}` as const
  return { privateKey, address: privateKeyToAccount(privateKey).address }
}

/** Make an EIP-191 signature synchronously. */
export function signText({ privateKey }: TestWallet, message: string): string {
  const digest = Buffer.from(hashMessage(message).slice(2), 'hex')
  const { signature, recid } = secp256k1.ecdsaSign(digest, Buffer.from(privateKey.slice(2), 'hex'))
  return `0x${Buffer.from(signature).toString('hex')}${(27 + recid).toString(16)}`
}
