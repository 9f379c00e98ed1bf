import { createHash } from 'node:crypto'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'

export type DemoWallet = { readonly address: Hex; readonly privateKey: Hex }

/** Make a wallet from its public name. Anybody can make it, so use it only on throwaway chains, never for value. */
export function makeDemoWallet(name: string): DemoWallet {
  const privateKey: Hex = `0x${createHash('sha256').update(`palisade demo ${name}`).digest('hex')}`
  return { privateKey, address: privateKeyToAddress(privateKey) }
}
