import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'
import type { GateNumber } from '../gate/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'
import type { ReadBlock } from '../receipt/types.ts'
import {
  fieldsOf,
  readColumn,
  readDigits,
  readFields,
  readList,
  readText,
  readWhole,
  readWord,
} from '../stored/fields.ts'
import type { SeenGate, Visit } from './types.ts'

// JSON of wallets, vaults and gates in the tables `visit` and `grant`. A list is version 1: a later version would be an
// object with its `v`. All parse functions throw {SetupError} ERR_STORED_INVALID.

type Seen = NonNullable<Visit['seen']>
const WALLET = fieldsOf<ProvenWallet>({ chain: 'always', address: 'always', kind: 'always' })
const VAULT = fieldsOf<Vault>({ address: 'always', delegates: 'always', tokens: 'always' })
const TOKEN = fieldsOf<Vault['tokens'][number]>({ chain: 'always', contract: 'always', tokenId: 'always' })
const SEEN = fieldsOf<Seen>({ until: 'always', gates: 'always' })
const SEEN_GATE = fieldsOf<SeenGate>({ gate: 'always', revision: 'always', blocks: 'maybe' })
const BLOCK = fieldsOf<ReadBlock>({ chain: 'always', block: 'always' })
const KINDS = { key: true, contract: true } as const satisfies Record<ProvenWallet['kind'], true>

/** Format wallets for `visit.wallets`, always with the same fields: the database compares them. */
export function formatWallets(wallets: readonly ProvenWallet[]) {
  return wallets.map(({ chain, address, kind }) => ({ chain, address, kind }))
}

/** Parse `visit.wallets`. */
export function parseWallets(value: unknown): ProvenWallet[] {
  return readList(value, 'wallets', (wallet) => {
    const { chain, address, kind } = readFields(wallet, 'wallets', WALLET)
    return {
      chain: readText(chain, 'wallets.chain') as ChainSlug,
      address: readText(address, 'wallets.address') as WalletAddress,
      kind: readWord(kind, 'wallets.kind', KINDS),
    }
  })
}

/** Format vaults for `visit.vaults`. Token ids are decimal strings. */
export function formatVaults(vaults: readonly Vault[]) {
  return vaults.map(({ address, delegates, tokens }) => ({
    address,
    delegates,
    tokens: tokens.map(({ chain, contract, tokenId }) => ({ chain, contract, tokenId: String(tokenId) })),
  }))
}

/** Parse `visit.vaults`. */
export function parseVaults(value: unknown): Vault[] {
  return readList(value, 'vaults', (vault) => {
    const { address, delegates, tokens } = readFields(vault, 'vaults', VAULT)
    return {
      address: readText(address, 'vaults.address') as EvmAddress,
      delegates: readList(
        delegates,
        'vaults.delegates',
        (one) => readText(one, 'vaults.delegates') as EvmAddress,
      ),
      tokens: readList(tokens, 'vaults.tokens', (token) => {
        const { chain, contract, tokenId } = readFields(token, 'vaults.tokens', TOKEN)
        return {
          chain: readText(chain, 'vaults.tokens.chain') as ChainSlug,
          contract: readText(contract, 'vaults.tokens.contract') as EvmAddress,
          tokenId: readDigits(tokenId, 'vaults.tokens.tokenId'),
        }
      }),
    }
  })
}

/** Format the gates that were found open in a visit, for `visit.seen`. */
export function formatSeen({ until, gates }: Seen) {
  return { v: 1, until, gates: formatSeenGates(gates) }
}

/** Parse `visit.seen`, which is null until a gate was found open. */
export function parseSeen(value: unknown): Visit['seen'] {
  if (value === null) return null
  const { until, gates } = readColumn(value, 'seen', SEEN)
  return { until: readText(until, 'seen.until'), gates: parseSeenGates(gates, 'seen.gates') }
}

/** Format gates with their revisions, and where they were read, for `grant.gates`. */
export function formatSeenGates(gates: readonly SeenGate[]) {
  return gates.map(({ gate, revision, blocks }) => ({
    ...{ gate, revision },
    ...(blocks && { blocks: blocks.map(({ chain, block }) => ({ chain, block: String(block) })) }),
  }))
}

/** Parse `grant.gates`. */
export function parseSeenGates(value: unknown, what = 'gates'): SeenGate[] {
  return readList(value, what, (one) => {
    const { gate, revision, blocks } = readFields(one, what, SEEN_GATE)
    return {
      gate: readWhole(gate, `${what}.gate`, 1) as GateNumber,
      revision: readWhole(revision, `${what}.revision`, 1),
      ...(blocks === undefined
        ? {}
        : { blocks: readList(blocks, `${what}.blocks`, (block) => parseBlock(block, `${what}.blocks`)) }),
    }
  })
}

function parseBlock(value: unknown, what: string): ReadBlock {
  const { chain, block } = readFields(value, what, BLOCK)
  return {
    chain: readText(chain, `${what}.chain`) as ChainSlug,
    block: readDigits(block, `${what}.block`),
  }
}
