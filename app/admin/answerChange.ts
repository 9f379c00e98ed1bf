import { data } from '@remix-run/node'
import type { FieldIssues } from '../core/gate/form.ts'
import { explainError } from '../explainError.ts'
import { readJsonBody } from '../readJsonBody.ts'
import type { ChangeAnswer } from './views.ts'

const MAX_BYTES = 256 * 1024

/**
 * Run a merchant's change and say what came of it. A refusal is an answer, so that the page keeps what was written.
 *
 * @throws {Response} what Shopify's library throws to send the merchant through a login again.
 */
export async function answerChange<Body, Result>({
  request,
  parse,
  run,
}: {
  request: Request
  parse: (value: unknown) => Body
  run: (body: Body) => Promise<Result>
}) {
  try {
    const body = parse(await readJsonBody({ request, maxBytes: MAX_BYTES }))
    return data<ChangeAnswer<Result>>({ kind: 'done', result: await run(body) })
  } catch (error) {
    if (error instanceof Response) throw error
    return refuse<Result>(error)
  }
}

function refuse<Result>(error: unknown) {
  const { status, code, msg, details } = explainError(error)
  if (code === 'ERR_GATE_STALE') return data<ChangeAnswer<Result>>({ kind: 'stale' }, { status })
  if (code === 'ERR_GATE_INVALID') {
    const fields = (details.fields ?? {}) as FieldIssues
    return data<ChangeAnswer<Result>>({ kind: 'invalid', fields }, { status })
  }
  return data<ChangeAnswer<Result>>({ kind: 'failed', message: msg }, { status })
}
