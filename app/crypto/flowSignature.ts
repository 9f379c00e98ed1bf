import { createPublicKey, verify } from 'node:crypto'
import type { FlowKey } from '../core/login/flowSignature.ts'
import type { LoginPort } from '../ports/login.ts'

/**
 * What stands before a text that people sign on Flow, so that no signature of a text is one of a transaction.
 * @see https://github.com/onflow/flow/blob/master/docs/content/concepts/accounts-and-keys.md
 */
const USER_TAG = Buffer.alloc(32)
USER_TAG.write('FLOW-V0.0-user')

/** List the keys with which a text was signed on Flow, each once. Never throws. */
export const listFlowSigners: LoginPort['listFlowSigners'] = ({ message, signatures, keys }) => {
  // UTF-8 would encode a lone surrogate as another character.
  if (/\p{Surrogate}/u.test(message)) return []
  const tagged = Buffer.concat([USER_TAG, Buffer.from(message, 'utf8')])
  return keys.filter((key) =>
    signatures.some(
      ({ keyIndex, signature }) =>
        (keyIndex === null || keyIndex === key.index) && verifyEcdsa({ key, bytes: tagged, signature }),
    ),
  )
}

/** Verify an ECDSA signature, r and s in hex; false for a key that is no point of its curve. Never throws. */
export function verifyEcdsa({
  key,
  bytes,
  signature,
}: {
  key: Pick<FlowKey, 'publicKey' | 'curve' | 'hash'>
  bytes: Uint8Array
  signature: string
}): boolean {
  const point = Buffer.from(key.publicKey, 'hex')
  const [x, y] = [point.subarray(0, 32).toString('base64url'), point.subarray(32).toString('base64url')]
  try {
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: key.curve, x, y }, format: 'jwk' })
    const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    return verify(key.hash, bytes, options, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}
