import { composeCounterText, formatCounterCode } from '../../../core/counter/counterCode.ts'

/** The key with which this phone makes codes, as the app answers it. Instants are unix seconds. */
export type IssuedKey = {
  readonly visitId: string
  readonly last: number
  /** 32 bytes in hex. */
  readonly key: string
  readonly now: number
  readonly endsAt: number
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

/** Make the function that makes the code of a step. It needs no network. */
export async function createCodes({
  visitId,
  last,
  key: hex,
}: Pick<IssuedKey, 'visitId' | 'last' | 'key'>): Promise<(step: number) => Promise<string>> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign'])
  return async (step) => {
    const text = composeCounterText({ visitId, last, step })
    const mac = new Uint8Array(await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(text)))
    const first = [...mac.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0'))
    return formatCounterCode({ text, mac: first.join('') })
  }
}
