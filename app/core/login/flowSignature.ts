import type { FlowAddress } from '../chain/types.ts'

/** A key of an account on Flow that is not revoked. */
export type FlowKey = {
  /** Its place among the keys of the account. */
  readonly index: number
  /** 128 hex digits: x and y of the point. */
  readonly publicKey: string
  readonly curve: 'P-256' | 'secp256k1'
  readonly hash: 'sha256' | 'sha3-256'
  readonly weight: number
}

/** 128 hex digits: r and s. `keyIndex` is null if the client does not say which key signed, as Picket's does not. */
export type FlowSignature = { readonly keyIndex: number | null; readonly signature: string }

/** What the keys that sign for an account must weigh together. @see https://cadence-lang.org/docs/language/accounts/keys */
export const FLOW_THRESHOLD = 1000
const MOST_SIGNATURES = 20
const SHAPE = /^(?:0x)?([0-9a-f]{128})$/i

/**
 * Parse the signature of a login on Flow: a single one in hex, or the JSON of the composite signatures that FCL's
 * `signUserMessage` answers. Null for any other text, and if one of them is of another account.
 * @see https://developers.flow.com/tools/clients/fcl-js/user-signatures
 */
export function parseFlowSignatures({
  text,
  address,
}: {
  text: string
  address: FlowAddress
}): readonly FlowSignature[] | null {
  const [, alone] = SHAPE.exec(text) ?? []
  if (alone !== undefined) return [{ keyIndex: null, signature: alone }]
  const all = parseList(text).map((one) => parseComposite({ one, address }))
  const right = all.flatMap((one) => one ?? [])
  return right.length === 0 || right.length > MOST_SIGNATURES || right.length < all.length ? null : right
}

function parseList(text: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}

function parseComposite({ one, address }: { one: unknown; address: FlowAddress }): FlowSignature | null {
  const { addr, keyId, signature } = Object(one) as { addr?: unknown; keyId?: unknown; signature?: unknown }
  // Wallets write the address with and without its prefix.
  const isOwn = typeof addr === 'string' && `0x${addr.toLowerCase().replace(/^0x/, '')}` === address
  const [, digits] = (typeof signature === 'string' && SHAPE.exec(signature)) || []
  if (!isOwn || digits === undefined || !Number.isSafeInteger(keyId)) return null
  return { keyIndex: Number(keyId), signature: digits }
}

/** Add up what keys weigh. A key that stands at several places of an account counts once. */
export function addWeights(keys: readonly FlowKey[]): number {
  const heaviest = new Map<string, number>()
  for (const { publicKey, weight } of keys)
    heaviest.set(publicKey, Math.max(weight, heaviest.get(publicKey) ?? 0))
  return [...heaviest.values()].reduce((sum, weight) => sum + weight, 0)
}
