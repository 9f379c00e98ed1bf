import { findChain } from '../chain/findChain.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import { InputError } from '../errors/base.ts'
import type { ProjectIssue, ProjectRequirementForm } from './form.ts'
import type { ProjectRequirement } from './types.ts'

export const MAX_ALLOWED_WALLETS = 1000
export const MAX_PROJECT_TOKEN_IDS = 20
const AMOUNT = /^[0-9]{1,78}(?:\.[0-9]{1,36})?$/
const TOKEN_ID = /^(?:0|[1-9][0-9]{0,77})$/

/**
 * Parse what every wallet must hold to sign in. Addresses keep the spelling they were written in. Null after
 * `report`ing, under `requirement.…`, what is wrong.
 */
export function parseProjectRequirement({
  form,
  report,
}: {
  form: ProjectRequirementForm
  report: (path: string, issue: ProjectIssue, entry?: string) => void
}): ProjectRequirement | null {
  let isRight = true
  const refuse = (field: keyof ProjectRequirementForm, issue: ProjectIssue, entry?: string) => {
    isRight = false
    report(`requirement.${field}`, issue, entry)
  }
  const chain = findChain(form.chain)?.slug
  if (!chain) refuse('chain', 'chain-unknown')

  const contractAddress = form.contractAddress.trim()
  const wallets = listEntries(form.allowedWallets)
  if (contractAddress === '' && wallets.length === 0) refuse('contractAddress', 'required')
  if (contractAddress !== '' && !isAddress(contractAddress)) refuse('contractAddress', 'address-invalid')

  const minimum = form.minTokenBalance.trim()
  const isCounted = contractAddress !== ''
  if (isCounted && minimum !== '' && !AMOUNT.test(minimum)) refuse('minTokenBalance', 'not-an-amount')

  const tokenIds = isCounted ? [...new Set(listEntries(form.tokenIds))] : []
  if (tokenIds.length > MAX_PROJECT_TOKEN_IDS || !tokenIds.every(isTokenId)) {
    refuse('tokenIds', 'token-ids-invalid')
  }

  const stranger = wallets.find((wallet) => !isAddress(wallet))
  if (stranger !== undefined) refuse('allowedWallets', 'address-invalid', stranger)
  const distinct = [...new Map(wallets.map((wallet) => [wallet.toLowerCase(), wallet])).values()]
  if (distinct.length > MAX_ALLOWED_WALLETS) refuse('allowedWallets', 'too-many')

  if (!isRight || !chain) return null
  return {
    chain,
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

function isAddress(text: string): boolean {
  try {
    parseAddress(text)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
