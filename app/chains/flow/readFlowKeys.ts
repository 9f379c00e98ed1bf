import type { FlowKey } from '../../core/login/flowSignature.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { AskFlow } from './createAskFlow.ts'

/** An account may have hundreds of keys, and each may be tried with each open login. */
const MOST_KEYS = 40
/** As nodes spell them, and as their OpenAPI does. */
const CURVES: Readonly<Record<string, FlowKey['curve']>> = {
  ECDSA_P256: 'P-256',
  ECDSAP256: 'P-256',
  ECDSA_secp256k1: 'secp256k1',
  ECDSASecp256k1: 'secp256k1',
}
const HASHES: Readonly<Record<string, FlowKey['hash']>> = { SHA2_256: 'sha256', SHA3_256: 'sha3-256' }

/**
 * Make the port's `readFlowKeys`, which reads an account at the latest sealed block.
 * @see https://github.com/onflow/flow/blob/master/openapi/access.yaml
 */
export function createReadFlowKeys({ ask }: { ask: AskFlow }): ChainPort['readFlowKeys'] {
  return ({ address, named }) =>
    ask({
      body: null,
      path: `/v1/accounts/${address}?block_height=sealed&expand=keys`,
      // A node answers so about an account that does not exist.
      statuses: [404],
      read: (text) => {
        const account = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>
        if (account.code === 404) return []
        if (!isSameAddress(account.address, address)) throw new Error('the answer is of another account')
        return parseKeys(account.keys, new Set(named))
      },
    })
}

function isSameAddress(text: unknown, address: string): boolean {
  return typeof text === 'string' && `0x${text.toLowerCase().replace(/^0x/, '')}` === address
}

/** Parse the keys that may sign, the named and then the heaviest first. A key of another kind signs no texts. */
function parseKeys(keys: unknown, named: ReadonlySet<number>): readonly FlowKey[] {
  // A node leaves out the keys of an account that has none.
  if (keys === undefined || keys === null) return []
  if (!Array.isArray(keys)) throw new Error('the account has no list of keys')
  return keys
    .flatMap((key) => parseKey(Object(key)) ?? [])
    .sort((a, b) => +named.has(b.index) - +named.has(a.index) || b.weight - a.weight)
    .slice(0, MOST_KEYS)
}

function parseKey(key: Readonly<Record<string, unknown>>): FlowKey | null {
  const [index, weight] = [readNumber(key.index), readNumber(key.weight)]
  const curve = CURVES[String(key.signing_algorithm)]
  const hash = HASHES[String(key.hashing_algorithm)]
  const [, publicKey] = /^(?:0x)?([0-9a-f]{128})$/i.exec(String(key.public_key)) ?? []
  // Only a plain "no" says that a key is not revoked.
  if (key.revoked !== false || index === null || !weight || !curve || !hash || !publicKey) return null
  return { index, publicKey: publicKey.toLowerCase(), curve, hash, weight }
}

function readNumber(value: unknown): number | null {
  return typeof value === 'string' && /^[0-9]{1,9}$/.test(value) ? Number(value) : null
}
