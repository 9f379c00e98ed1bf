import { parseChainSlug } from '../../core/chain/parseChainSlug.ts'
import { InputError } from '../../core/errors/base.ts'
import { requirementFields } from '../../core/flatRequirement/findMeantField.ts'
import type { ProjectRequirement } from '../../core/project/types.ts'

/** The stored form of a project's requirement: the chain, and every field of the flat requirement. */
export type RequirementJson = {
  v: 1
  chain: string
  contractAddress: string | null
  minTokenBalance: string | null
  allowedWallets: string[] | null
  tokenIds: string[]
  collection: string[]
  creatorAddress: string | null
}

/** Format a project's requirement for its column. */
export function formatRequirementJson({ chain, flat }: ProjectRequirement): RequirementJson {
  return {
    v: 1,
    chain,
    contractAddress: flat.contractAddress,
    minTokenBalance: flat.minTokenBalance,
    allowedWallets: flat.allowedWallets && [...flat.allowedWallets],
    tokenIds: [...flat.tokenIds],
    collection: [...flat.collection],
    creatorAddress: flat.creatorAddress,
  }
}

/**
 * Parse a project's requirement from its column. A missing or unknown field is an error: ignoring it would weaken the
 * requirement. Rows from before columns had versions count as version 1.
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN when this version cannot read what another one wrote
 */
export function parseRequirementJson(value: unknown): ProjectRequirement {
  const { v = 1, ...json } = (value ?? {}) as { readonly [name in keyof RequirementJson]?: unknown }
  if (v !== 1) throw unreadableRequirement()
  if (Object.keys(json).some((name) => !Object.hasOwn(requirementFields, name))) throw unreadableRequirement()
  return {
    chain: parseChainSlug(readText(json.chain) ?? ''),
    flat: {
      contractAddress: readText(json.contractAddress),
      minTokenBalance: readText(json.minTokenBalance),
      allowedWallets: json.allowedWallets === null ? null : readTexts(json.allowedWallets),
      tokenIds: readTexts(json.tokenIds),
      collection: readTexts(json.collection),
      creatorAddress: readText(json.creatorAddress),
    },
  }
}

function readText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  throw unreadableRequirement()
}

function readTexts(value: unknown): string[] {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  throw unreadableRequirement()
}

function unreadableRequirement(): InputError {
  return new InputError('ERR_REQUIREMENT_INVALID', "A project's stored requirement cannot be read.", {
    hint: 'Save the project again with what its wallets must hold.',
  })
}
