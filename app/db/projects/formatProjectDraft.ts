import type { ProjectDraft } from '../../core/project/types.ts'
import { Prisma } from '../generated/client.ts'
import { formatRequirementJson, type RequirementJson } from './requirementJson.ts'

/** A draft in the columns of `project`. */
export type ProjectColumns = {
  name: string
  allowedDomains: string[]
  redirectUris: string[]
  format: string
  statement: string | null
  requirement: RequirementJson | typeof Prisma.DbNull
}

/** Spell a draft as the columns of `project`. */
export function formatProjectDraft(draft: ProjectDraft): ProjectColumns {
  return {
    name: draft.name,
    allowedDomains: [...draft.allowedDomains],
    redirectUris: [...draft.redirectUris],
    format: draft.format,
    statement: draft.statement,
    requirement: draft.requirement ? formatRequirementJson(draft.requirement) : Prisma.DbNull,
  }
}
