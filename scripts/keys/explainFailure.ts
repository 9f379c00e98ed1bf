import { formatProjectIssues } from '../../app/admin/developers/formatProjectIssues.ts'
import { PalisadeError } from '../../app/core/errors/base.ts'
import { findDetails } from '../../app/core/errors/details.ts'
import { formatError } from '../../app/core/errors/formatError.ts'
import { UsageError } from './parseCommand.ts'

/** The command-line options of a project's fields. */
const OPTIONS: Readonly<Record<string, string>> = {
  name: '--name',
  'key.name': '--name',
  allowedDomains: '--domain',
  redirectUris: '--redirect',
  format: '--format',
  statement: '--statement',
  'requirement.chain': '--chain',
  'requirement.contractAddress': '--contract',
  'requirement.minTokenBalance': '--min',
  'requirement.tokenIds': '--token-id',
  'requirement.allowedWallets': '--wallet',
}

/** Explain to the operator why a command failed. */
export function explainFailure(error: unknown): { code: string; msg: string } {
  if (error instanceof UsageError) return { code: 'ERR_USAGE', msg: error.message }
  if (!(error instanceof PalisadeError)) {
    return { code: 'ERR_INTERNAL', msg: 'The command failed. The error is below.' }
  }
  const fields = findDetails(error, 'ERR_PROJECT_INVALID')?.fields
  if (!fields) return { code: error.code, msg: formatError(error) }
  const sentences = Object.entries(formatProjectIssues(fields))
  const lines = sentences.map(([path, sentence]) => `  ${OPTIONS[path] ?? path}: ${sentence}`)
  return { code: error.code, msg: ['Nothing changed. Fix these options:', ...lines].join('\n') }
}
