import type { ProjectForm } from '../../core/project/form.ts'

/** Draft of a project. Lists are texts: entries on lines of their own, token ids also separated by commas. */
export type ProjectDraftText = {
  readonly name: string
  readonly allowedDomains: string
  readonly redirectUris: string
  readonly format: string
  readonly statement: string
  /** Whether the project has a requirement: a wallet must hold something or be listed. */
  readonly isRestricted: boolean
  readonly chain: string
  readonly contractAddress: string
  readonly minTokenBalance: string
  readonly tokenIds: string
  readonly allowedWallets: string
  readonly isStorefront: boolean
}

/** Make the first draft from the saved project. */
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

/** Make the form to send. `hasItems`: whether the form includes the token ids. */
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
    // URIs may contain commas.
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
    isStorefront: draft.isStorefront,
  }
}

/** Split a typed list at whitespace and commas. */
export function splitEntries(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** The id of a field's element. */
export function composeProjectFieldId(field: string): string {
  return `project-${field}`
}
