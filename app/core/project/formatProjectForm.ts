import type { ProjectForm } from './form.ts'
import type { Project } from './types.ts'

/** Format a project as its form: the reverse of `parseProjectDraft`. */
export function formatProjectForm(project: Project): ProjectForm {
  const { name, allowedDomains, redirectUris, format, statement, requirement, isStorefront } = project
  const flat = requirement?.flat
  return {
    name,
    allowedDomains,
    redirectUris,
    format,
    statement: statement ?? '',
    requirement:
      requirement && flat
        ? {
            chain: requirement.chain,
            contractAddress: flat.contractAddress ?? '',
            minTokenBalance: flat.minTokenBalance ?? '',
            tokenIds: flat.tokenIds,
            allowedWallets: flat.allowedWallets ?? [],
          }
        : null,
    isStorefront,
  }
}
