import { findChain } from '../chain/findChain.ts'
import { parseContractAddress } from '../chain/parseContractAddress.ts'
import { parseWalletAddress } from '../chain/parseWalletAddress.ts'
import type { ChainFamily, WalletAddress } from '../chain/types.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import type { ProjectIssue, ProjectRequirementForm } from './form.ts'
import type { ProjectRequirement } from './types.ts'

export const MAX_ALLOWED_WALLETS = 1000
export const MAX_PROJECT_TOKEN_IDS = 20
const AMOUNT = /^[0-9]{1,78}(?:\.[0-9]{1,36})?$/
const TOKEN_ID = /^(?:0|[1-9][0-9]{0,77})$/

/**
 * Parse a project's requirement. Addresses must be of the chain's family and keep their spelling.
 * On Solana, `tokenIds` are mints; on Flow there are none. Null after `report`ing each issue under `requirement.…`.
 */
export function parseProjectRequirement({
  form,
  report,
}: {
  form: ProjectRequirementForm
  report: (path: string, issue: ProjectIssue, entry?: string) => void
}): ProjectRequirement | null {
  let isRight = true
  const addIssue = (field: keyof ProjectRequirementForm, issue: ProjectIssue, entry?: string) => {
    isRight = false
    report(`requirement.${field}`, issue, entry)
  }
  const chain = findChain(form.chain)
  const family = chain?.family ?? 'evm'
  const isAddress = (text: string) => parseAddress({ family, text }) !== null
  if (!chain) addIssue('chain', 'chain-unknown')

  const contractAddress = form.contractAddress.trim()
  const wallets = listEntries(form.allowedWallets)
  const mints = family === 'solana' ? listEntries(form.tokenIds) : []
  if (contractAddress === '' && wallets.length === 0 && mints.length === 0)
    addIssue('contractAddress', 'required')
  if (contractAddress !== '' && !parseOrNull(() => parseContractAddress({ family, text: contractAddress })))
    addIssue('contractAddress', 'address-invalid')

  const minimum = form.minTokenBalance.trim()
  const isCounted = contractAddress !== '' || mints.length > 0
  if (isCounted && minimum !== '' && !AMOUNT.test(minimum)) addIssue('minTokenBalance', 'not-an-amount')

  const tokenIds = isCounted ? [...new Set(listEntries(form.tokenIds))] : []
  const isId = family === 'solana' ? isAddress : isTokenId
  if (tokenIds.length > MAX_PROJECT_TOKEN_IDS || !tokenIds.every(isId)) {
    addIssue('tokenIds', 'token-ids-invalid')
  } else if (family === 'flow' && tokenIds.length > 0) addIssue('tokenIds', 'no-ids')

  const stranger = wallets.find((wallet) => !isAddress(wallet))
  if (stranger !== undefined) addIssue('allowedWallets', 'address-invalid', stranger)
  const distinct = [...new Map(wallets.map((text) => [parseAddress({ family, text }), text])).values()]
  if (distinct.length > MAX_ALLOWED_WALLETS) addIssue('allowedWallets', 'too-many')

  if (!isRight || !chain) return null
  return {
    chain: chain.slug,
    flat: {
      contractAddress: contractAddress || null,
      minTokenBalance: isCounted && /[1-9]/.test(minimum) ? minimum : null,
      allowedWallets: distinct.length > 0 ? distinct : null,
      tokenIds,
      collection: [],
      creatorAddress: null,
    },
  }
}

function listEntries(entries: readonly string[]): string[] {
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '')
}

function isTokenId(text: string): boolean {
  return TOKEN_ID.test(text) && BigInt(text) < 1n << 256n
}

function parseAddress(parameters: { family: ChainFamily; text: string }): WalletAddress | null {
  return parseOrNull(() => parseWalletAddress(parameters))
}
