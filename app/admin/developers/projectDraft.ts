import type { ProjectForm } from '../../core/project/form.ts'

/** A project as its owner is writing it; lists are texts, one entry a line. */
export type ProjectDraftText = {
  readonly name: string
  readonly allowedDomains: string
  readonly redirectUris: string
  readonly format: string
  readonly statement: string
  /** Whether a wallet must hold something or be listed. */
  readonly isRestricted: boolean
  readonly chain: string
  readonly contractAddress: string
  readonly minTokenBalance: string
  readonly tokenIds: string
  readonly allowedWallets: string
}

/** The draft that an owner begins with: the project as it stands. */
export function startProjectDraft({
  form,
  firstChain,
}: {
  form: ProjectForm
  firstChain: string
}): ProjectDraftText {
  const { requirement, allowedDomains, redirectUris, ...rest } = form
  return {
    ...rest,
    allowedDomains: allowedDomains.join('\n'),
    redirectUris: redirectUris.join('\n'),
    isRestricted: requirement !== null,
    chain: requirement?.chain ?? firstChain,
    contractAddress: requirement?.contractAddress ?? '',
    minTokenBalance: requirement ? requirement.minTokenBalance : '1',
    tokenIds: requirement?.tokenIds.join(', ') ?? '',
    allowedWallets: requirement?.allowedWallets.join('\n') ?? '',
  }
}

/** The form that is sent. `hasItems`: whether the contract is one whose items are named. */
export function toProjectForm({
  draft,
  hasItems,
}: {
  draft: ProjectDraftText
  hasItems: boolean
}): ProjectForm {
  const { name, format, statement, isRestricted, chain, contractAddress, minTokenBalance } = draft
  return {
    name,
    allowedDomains: splitEntries(draft.allowedDomains),
    // Addresses may hold commas.
    redirectUris: draft.redirectUris.split(/\s+/).filter(Boolean),
    format,
    statement,
    requirement: isRestricted
      ? {
          chain,
          contractAddress,
          minTokenBalance,
          tokenIds: hasItems ? splitEntries(draft.tokenIds) : [],
          allowedWallets: splitEntries(draft.allowedWallets),
        }
      : null,
  }
}

/** The entries of a list that somebody wrote: separated by lines, blanks or commas. */
export function splitEntries(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** The id of a field's element. */
export function projectFieldId(field: string): string {
  return `project-${field}`
}
