import { generateKeyPairSync, sign } from 'node:crypto'
import type { FlowKey } from '../../../app/core/login/flowSignature.ts'

/** A key of an account as an Access API answers it, and the signature that a wallet makes with it. */
export type AccountKey = {
  readonly index: number
  readonly publicKey: string
  readonly curve: FlowKey['curve']
  readonly hash: FlowKey['hash']
  readonly weight: number
  readonly revoked: boolean
  /** Signs a text as wallets do for FCL's `signUserMessage`: r and s in hex. */
  readonly sign: (text: string) => string
}

/** Make a key pair that may sign for an account. */
export function createFlowKey({
  index = 0,
  curve = 'P-256',
  hash = 'sha3-256',
  weight = 1000,
  revoked = false,
}: Partial<Omit<AccountKey, 'publicKey' | 'sign'>> = {}): AccountKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return {
    ...{ index, curve, hash, weight, revoked },
    publicKey: [x, y].map((part) => Buffer.from(part, 'base64url').toString('hex')).join(''),
    sign: (text) => {
      const tagged = Buffer.concat([Buffer.from('FLOW-V0.0-user'.padEnd(32, '\0')), Buffer.from(text)])
      return sign(hash, tagged, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('hex')
    },
  }
}
