import { GateError } from '../api/GateError.ts'
import type { EvmProvider } from './types.ts'

export type SignMessageParameters = {
  readonly provider: EvmProvider
  readonly address: string
  /** The server's text, signed byte for byte. */
  readonly message: string
}

/** Ask the wallet to sign a text. Rejects with the wallet's own error. */
export async function signMessage({ provider, address, message }: SignMessageParameters): Promise<string> {
  const bytes = Array.from(new TextEncoder().encode(message), (byte) => byte.toString(16).padStart(2, '0'))
  const signature = await provider.request({
    method: 'personal_sign',
    params: [`0x${bytes.join('')}`, address],
  })
  if (typeof signature !== 'string') throw new GateError('wallet')
  return signature
}
