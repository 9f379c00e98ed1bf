import type { z } from 'zod'
import { HOOK_OPERATIONS } from './hooks.ts'
import type { Operation } from './operation.ts'
import { ORDER_OPERATIONS } from './orders.ts'
import { PROMOTION_OPERATIONS } from './promotions.ts'
import { REFUND_OPERATIONS } from './refunds.ts'
import { SCRIPT_OPERATIONS } from './scripts.ts'
import { STORE_OPERATIONS } from './store.ts'
import { STOREFRONT_OPERATIONS } from './storefront.ts'

export const OPERATIONS: readonly Operation[] = [
  ...STORE_OPERATIONS,
  ...PROMOTION_OPERATIONS,
  ...HOOK_OPERATIONS,
  ...SCRIPT_OPERATIONS,
  ...ORDER_OPERATIONS,
  ...REFUND_OPERATIONS,
  ...STOREFRONT_OPERATIONS,
]

export type FoundOperation =
  | { kind: 'found'; operation: Operation; params: Record<string, string> }
  | { kind: 'other method' }
  | { kind: 'unknown' }

/** Finds the operation of a request. `path` lies behind the base. */
export function findOperation({
  method,
  base,
  path,
}: {
  method: string
  base: string
  path: string
}): FoundOperation {
  const parts = path.split('/')
  const matches = OPERATIONS.filter((one) => one.base === base)
    .flatMap((operation) => {
      const params = matchPath(operation.path.split('/'), parts)
      return params ? [{ operation, params }] : []
    })
    // `/promotions/codes` comes before `/promotions/{id}`.
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  const [best] = matches
  if (!best) return { kind: 'unknown' }
  const found = matches.find(
    ({ operation }) => operation.method === method && operation.path === best.operation.path,
  )
  return found ? { kind: 'found', ...found } : { kind: 'other method' }
}

function matchPath(template: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (template.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [at, piece] of template.entries()) {
    const part = parts[at] ?? ''
    const name = /^\{(.+)\}$/.exec(piece)?.[1]
    if (!name && piece !== part) return null
    const value = name ? decodePart(part) : ''
    if (value === null) return null
    if (name) params[name] = value
  }
  return params
}

/** Null for text that no browser encodes so. */
function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** What is wrong with a request, by field. Empty if nothing is. */
export function listProblems({
  operation,
  query,
  body,
}: {
  operation: Operation
  query: Readonly<Record<string, string>>
  body: unknown
}): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const [name, value] of Object.entries(query)) {
    const schema = operation.query[name]
    if (!schema)
      problems[name] = `The parameter "${name}" is not published, or the stand-in does not imitate it.`
    else if (!schema.safeParse(value).success) problems[name] = `The parameter "${name}" is not valid.`
  }
  if (operation.body === null) {
    if (body !== undefined) problems['.body'] = 'This operation takes no body.'
    return problems
  }
  const judged = operation.body.safeParse(body)
  if (!judged.success) Object.assign(problems, listIssues(judged.error))
  return problems
}

/** Why an answer is not what is published; null if it is. */
export function findAnswerFault({
  operation,
  status,
  body,
}: {
  operation: Operation
  status: number
  body: unknown
}): string | null {
  const name = `${operation.method} ${operation.base}${operation.path} ${status}`
  const schema = operation.answers[status]
  // The documents leave out most refusals.
  if (schema === undefined) return status < 400 ? `${name}: the status is not published.` : null
  if (schema === null) return body === undefined ? null : `${name}: there must be no body.`
  const judged = schema.safeParse(body)
  return judged.success ? null : `${name}: ${JSON.stringify(listIssues(judged.error))}`
}

function listIssues(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.flatMap((issue) => {
      const place = issue.path.join('.')
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => [
          [...issue.path, key].join('.'),
          'This field is not published, or the stand-in does not imitate it.',
        ])
      return [[place === '' ? '.body' : place, issue.message]]
    }),
  )
}
