import {
  type ContractDescription,
  MAX_DECIMALS,
  type SolanaTokenDescription,
} from '../../core/chain/describe.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { formatLabel } from '../formatLabel.ts'
import type { Rpc } from '../rpc/types.ts'
import { parseCoreCollection } from './coreAccounts.ts'
import { findMetadataAddress, type Metadata, parseMetadata } from './metadata.ts'
import { type Mint, parseMint } from './mints.ts'
import { systemProgram } from './programs.ts'
import { readAccounts } from './readAccounts.ts'

const timeoutMs = 8_000
/** Enough for a mint with every extension, or for the head of a Core collection. */
const bytes = 4_096

/**
 * Make `describeContract` for Solana: one request for the account and its Metaplex metadata.
 *
 * An NFT mint (supply 0 or 1) that is in no verified collection may itself be a collection, so it is described as a
 * `collection`. So is an NFT with a member count, and a Token-2022 mint that other mints may be members of. A member of a collection is described as an `spl`. Names are
 * cleaned, and empty if there are none.
 * The function made throws {UpstreamError} ERR_CHAIN_READ.
 * @see https://developers.metaplex.com/token-metadata/collections https://developers.metaplex.com/core/collections
 */
export function createDescribeSolana({ rpc }: { rpc: Rpc }) {
  return async ({ contract }: { contract: SolanaAddress }): Promise<ContractDescription> => {
    const beside = await findMetadataAddress(contract)
    const accounts = await readAccounts({ rpc, addresses: [contract, beside], bytes, timeoutMs })
    const account = accounts.get(contract)
    if (!account) return { kind: 'unknown', reason: 'no-code' }
    if (account.program === systemProgram) return { kind: 'unknown', reason: 'wallet' }
    const core = parseCoreCollection(account)
    if (core) return { kind: 'collection', name: formatLabel(core.name), symbol: '' }
    const mint = parseMint(account)
    if (!mint || mint.decimals > MAX_DECIMALS) return { kind: 'unknown', reason: 'not-a-token' }
    const described = accounts.get(beside)
    const metadata = described ? parseMetadata({ account: described, mint: contract }) : null
    const { name = '', symbol = '' } = metadata ?? mint.label ?? {}
    const label = { name: formatLabel(name), symbol: formatLabel(symbol) }
    const isOne = mint.isGroup || (metadata !== null && isCollection(mint, metadata))
    // Tried in this order, as every mint is an SPL token. If a kind is always null here, nobody can choose it.
    const found: { [Kind in SolanaTokenDescription['kind']]: DescriptionOf<Kind> | null } = {
      collection: isOne ? { kind: 'collection', ...label } : null,
      spl: { kind: 'spl', ...label, decimals: mint.decimals, supply: String(mint.supply) },
    }
    return Object.values(found).find((one) => one !== null) ?? { kind: 'unknown', reason: 'not-a-token' }
  }
}

type DescriptionOf<Kind> = SolanaTokenDescription & { readonly kind: Kind }

function isCollection({ decimals, supply }: Mint, metadata: Metadata): boolean {
  if (decimals !== 0 || supply > 1n) return false
  if (metadata.standard === 'fungible' || metadata.standard === 'fungibleAsset') return false
  return metadata.isSizedCollection || metadata.verifiedCollection === null
}
