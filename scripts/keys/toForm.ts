import type { ProjectForm } from '../../app/core/project/form.ts'
import type { ProjectOptions } from './parseCommand.ts'

const EMPTY: ProjectForm = {
  name: '',
  allowedDomains: [],
  redirectUris: [],
  format: 'siwe',
  statement: '',
  requirement: null,
  isStorefront: false,
}
const NO_REQUIREMENT = {
  chain: 'ethereum',
  contractAddress: '',
  minTokenBalance: '',
  tokenIds: [],
  allowedWallets: [],
}

/** A project's form with the fields that the command line sets. */
export function toForm({
  options,
  before = EMPTY,
}: {
  options: ProjectOptions
  before?: ProjectForm
}): ProjectForm {
  return {
    name: options.name ?? before.name,
    allowedDomains: options.domain ?? before.allowedDomains,
    redirectUris: options.redirect ?? before.redirectUris,
    format: options.format ?? before.format,
    statement: options.statement ?? before.statement,
    requirement: options.everyone ? null : toRequirement({ options, before }),
    isStorefront: before.isStorefront,
  }
}

function toRequirement({
  options,
  before,
}: {
  options: ProjectOptions
  before: ProjectForm
}): ProjectForm['requirement'] {
  const { chain, contract, min, wallet, 'token-id': tokenIds } = options
  const isSaid = [chain, contract, min, wallet, tokenIds].some((each) => each !== undefined)
  if (!isSaid) return before.requirement
  const standing = before.requirement ?? NO_REQUIREMENT
  return {
    chain: chain ?? standing.chain,
    contractAddress: contract ?? standing.contractAddress,
    minTokenBalance: min ?? standing.minTokenBalance,
    tokenIds: tokenIds ?? standing.tokenIds,
    allowedWallets: wallet ?? standing.allowedWallets,
  }
}
