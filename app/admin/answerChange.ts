import { answerJson } from '../answerError.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import type { FieldIssues } from '../core/gate/form.ts'
import { explainError } from '../explainError.ts'
import { readJsonBody } from '../readJsonBody.ts'
import type { ChangeAnswer } from './views.ts'

const MAX_BYTES = 256 * 1024
const STALE: readonly ErrorCode[] = ['ERR_GATE_STALE', 'ERR_PROJECT_STALE']
const INVALID: readonly ErrorCode[] = ['ERR_GATE_INVALID', 'ERR_PROJECT_INVALID']

export type AnswerChangeParameters<Body, Result, Fields> = {
  readonly request: Request
  readonly parse: (value: unknown) => Body
  readonly run: (body: Body) => Promise<Result>
  /** What the page is told of wrong fields: their issues, where nothing else is said. */
  readonly formatFields?: (fields: unknown) => Fields
}

/**
 * Run a merchant's change and say what came of it. A refusal is an answer, so that the page keeps what was written.
 *
 * It is a whole `Response`: of Remix's own `data()` the status is lost where an address is called without `.data`.
 *
 * @throws {Response} what Shopify's library throws to send the merchant through a login again.
 */
export async function answerChange<Body, Result, Fields = FieldIssues>({
  request,
  parse,
  run,
  formatFields = (fields) => fields as Fields,
}: AnswerChangeParameters<Body, Result, Fields>): Promise<Response> {
  try {
    const body = parse(await readJsonBody({ request, maxBytes: MAX_BYTES }))
    return answerJson({ kind: 'done', result: await run(body) } satisfies ChangeAnswer<Result, Fields>)
  } catch (error) {
    if (error instanceof Response) throw error
    const { status, code, msg, details } = explainError(error)
    return answerJson(refuse({ code, msg, fields: details.fields, formatFields }), status)
  }
}

function refuse<Fields>({
  code,
  msg,
  fields,
  formatFields,
}: {
  code: ErrorCode
  msg: string
  fields: unknown
  formatFields: (fields: unknown) => Fields
}): Exclude<ChangeAnswer<never, Fields>, { kind: 'done' }> {
  if (STALE.includes(code)) return { kind: 'stale' }
  // Without fields it is the whole that is refused, and the sentence says why.
  if (INVALID.includes(code) && fields) return { kind: 'invalid', fields: formatFields(fields) }
  return { kind: 'failed', message: msg }
}
