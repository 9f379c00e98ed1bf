import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { ProjectFieldIssue, ProjectFieldIssues, ProjectForm, ProjectIssue } from './form.ts'
import { parseDomain } from './parseDomain.ts'
import { parseProjectRequirement } from './parseProjectRequirement.ts'
import { parseRedirectUri } from './parseRedirectUri.ts'
import type { ProjectDraft } from './types.ts'

export const PROJECT_NAME_MAX = 60
export const STATEMENT_MAX = 200
export const MAX_DOMAINS = 20
export const MAX_REDIRECT_URIS = 20

/**
 * Parse the project form. Drops empty and repeated entries of lists.
 *
 * @throws {InputError} ERR_PROJECT_INVALID with `details.fields` (ProjectFieldIssues): every wrong field at once.
 */
export function parseProjectDraft({ form }: { form: ProjectForm }): ProjectDraft {
  const fields: Record<string, ProjectFieldIssue> = {}
  const report = (path: string, issue: ProjectIssue, entry?: string) => {
    // Report only the first issue of a field.
    fields[path] ??= entry === undefined ? { issue } : { issue, entry: entry.slice(0, 200) }
  }
  const name = form.name.trim()
  const nameIssue = findTextIssue({ text: name, most: PROJECT_NAME_MAX, isRequired: true })
  if (nameIssue) report('name', nameIssue)
  const statement = form.statement.trim()
  const statementIssue = findTextIssue({ text: statement, most: STATEMENT_MAX, isRequired: false })
  if (statementIssue) report('statement', statementIssue)
  const format = form.format === 'siwe' || form.format === 'simple' ? form.format : null
  if (!format) report('format', 'format-unknown')

  const allowedDomains = parseEntries({
    path: 'allowedDomains',
    entries: form.allowedDomains,
    most: MAX_DOMAINS,
    parse: parseDomain,
    report,
  })
  const redirectUris = parseEntries({
    path: 'redirectUris',
    entries: form.redirectUris,
    most: MAX_REDIRECT_URIS,
    parse: parseRedirectUri,
    report,
  })
  const requirement = form.requirement && parseProjectRequirement({ form: form.requirement, report })

  if (Object.keys(fields).length > 0 || !format) throw invalidProject(fields)
  return {
    name,
    allowedDomains,
    redirectUris,
    format,
    statement: statement === '' ? null : statement,
    requirement,
    isStorefront: form.isStorefront,
  }
}

/** Parse the entries of a list. Reports wrong ones under the list's path. */
function parseEntries({ path, entries, most, parse, report }: ParseEntriesParameters): string[] {
  const written = entries.map((entry) => entry.trim()).filter((entry) => entry !== '')
  const parsed = written.map((text) => parse({ text, report: (issue) => report(path, issue, text) }))
  const distinct = [...new Set(parsed.filter((entry) => entry !== null))]
  if (distinct.length > most) report(path, 'too-many')
  return distinct
}

type ParseEntriesParameters = {
  readonly path: string
  readonly entries: readonly string[]
  readonly most: number
  readonly parse: (parameters: { text: string; report: (issue: ProjectIssue) => void }) => string | null
  readonly report: (path: string, issue: ProjectIssue, entry?: string) => void
}

/** Find the issue of a one-line text that people will read, or null. `most` counts code points, not UTF-16 units. */
export function findTextIssue({
  text,
  most,
  isRequired,
}: {
  text: string
  most: number
  isRequired: boolean
}): ProjectIssue | null {
  if (text === '') return isRequired ? 'required' : null
  if ([...text].length > most) return 'too-long'
  return hasUnsafeCharacter(text) ? 'unsafe-text' : null
}

/** The error for a project with invalid fields: ERR_PROJECT_INVALID. */
export function invalidProject(fields: ProjectFieldIssues): InputError {
  return new InputError('ERR_PROJECT_INVALID', 'The project was not saved: some fields are invalid.', {
    hint: 'Fix the marked fields and save again.',
    details: { fields },
  })
}
