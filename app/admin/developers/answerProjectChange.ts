import type { ProjectFieldIssues } from '../../core/project/form.ts'
import { type AnswerChangeParameters, answerChange } from '../answerChange.ts'
import { formatProjectIssues } from './formatProjectIssues.ts'

/**
 * Run a change of a project and say what came of it, with a sentence for every wrong field.
 *
 * @throws {Response} what Shopify's library throws to send the merchant through a login again.
 */
export function answerProjectChange<Body, Result>(
  parameters: Omit<AnswerChangeParameters<Body, Result, unknown>, 'formatFields'>,
) {
  return answerChange({
    ...parameters,
    formatFields: (fields) => formatProjectIssues(fields as ProjectFieldIssues),
  })
}
