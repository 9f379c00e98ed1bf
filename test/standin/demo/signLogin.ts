import { createPrivateKey, sign } from 'node:crypto'
import { getBase58Decoder, getBase58Encoder } from '@solana/kit'
import { privateKeyToAccount } from 'viem/accounts'
import type { DemoWallet } from '../chains/demoWallets.ts'
import type { SolanaWallet } from '../chains/solana/solanaWallets.ts'

/** A wallet that logs in on a chain, as its browser extension would. */
export type Login = {
  readonly chain: 'ethereum' | 'solana'
  readonly walletAddress: string
  readonly sign: (message: string) => Promise<string>
}

/** Log in with an EVM wallet: the signature is 65 bytes in hex. */
export function loginWithEvm({ address, privateKey }: DemoWallet): Login {
  return {
    chain: 'ethereum',
    walletAddress: address,
    sign: (message) => privateKeyToAccount(privateKey).signMessage({ message }),
  }
}

/** Log in with a Solana wallet: the signature is 64 bytes of Ed25519 in base58. */
export function loginWithSolana({ address, secretKey }: SolanaWallet): Login {
  const bytes = Buffer.from(getBase58Encoder().encode(secretKey))
  const encode = (part: Buffer) => part.toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      d: encode(bytes.subarray(0, 32)),
      x: encode(bytes.subarray(32)),
    },
  })
  return {
    chain: 'solana',
    walletAddress: address,
    sign: async (message) => getBase58Decoder().decode(sign(null, Buffer.from(message), key)),
  }
}
