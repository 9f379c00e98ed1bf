import { findAnswerFault, findOperation, listProblems } from '../contract/judge.ts'
import type { Operation } from '../contract/operation.ts'
import type { PlannedFailure, StandinStore } from '../state.ts'
import { CATALOG } from './catalog.ts'
import { CODES } from './codes.ts'
import type { Answer, Handler, Problem } from './context.ts'
import { refuse } from './context.ts'
import { HOOKS } from './hooks.ts'
import { ORDERS } from './orders.ts'
import { PROMOTIONS } from './promotions.ts'
import { REFUNDS } from './refunds.ts'
import { SCRIPTS } from './scripts.ts'

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...CATALOG,
  ...PROMOTIONS,
  ...CODES,
  ...HOOKS,
  ...SCRIPTS,
  ...ORDERS,
  ...REFUNDS,
}

/** Answers a request for `/stores/{hash}/v2|v3/…`: token, quota, scope, schema, and only then what was asked. */
export async function answerApi(store: StandinStore, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const [, hash, base = '', path = ''] = /^\/stores\/([^/]+)(\/v[23])(\/.*)$/.exec(url.pathname) ?? []
  const found = findOperation({ method: request.method, base, path })
  const name =
    found.kind === 'found'
      ? `${request.method} ${base}${found.operation.path}`
      : `${request.method} ${base}${path}`
  const planned = takeFailure(store, name)
  if (planned && !planned.after) return note(store, name, await failAsPlanned(planned))
  const answer = await answerOperation({ store, request, url, hash, found })
  const operation = found.kind === 'found' ? found.operation : null
  const response = composeResponse(store, operation, answer)
  return note(store, name, planned ? await failAsPlanned(planned) : response)
}

/** The status of a dropped connection: whoever serves this closes the socket instead of answering. */
export const DROPPED = 599

async function failAsPlanned({ status, wait = 0 }: PlannedFailure): Promise<Response> {
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  return new Response(null, { status: status === 0 ? DROPPED : status })
}

function takeFailure({ failures }: StandinStore, name: string) {
  const planned = failures.find(
    ({ operation, times }) => times > 0 && (operation === '*' || operation === name),
  )
  if (planned) planned.times -= 1
  return planned
}

function note(store: StandinStore, name: string, response: Response): Response {
  store.log.push(`${name} ${response.status}`)
  return response
}

type Asked = {
  store: StandinStore
  request: Request
  url: URL
  hash: string | undefined
  found: ReturnType<typeof findOperation>
}

async function answerOperation({ store, request, url, hash, found }: Asked): Promise<Answer> {
  if ((store.installation?.endsAt ?? Number.POSITIVE_INFINITY) <= store.now()) store.installation = null
  const { installation } = store
  const token = request.headers.get('x-auth-token')
  if (hash !== store.hash || token === null || installation?.token !== token)
    return refuse(401, 'The access token is not valid for this store.')
  if (!takeQuota(store)) return refuse(429, 'Too many requests.')
  if (found.kind === 'other method') return refuse(405, 'The method is not allowed here.')
  if (found.kind === 'unknown') return refuse(501, 'STANDIN_NOT_IMITATED: there is no such operation here.')
  const { operation, params } = found
  const scopes = installation.scope.split(' ')
  if (operation.scopes.length > 0 && !operation.scopes.some((scope) => scopes.includes(scope)))
    return refuse(403, `The app lacks a scope: ${operation.scopes.join(' or ')}.`)
  if (!request.headers.get('accept')?.includes('application/json'))
    return refuse(406, 'Send the header "Accept: application/json".')
  const query = Object.fromEntries(url.searchParams)
  const read = await readBody(request)
  if ('refusal' in read) return read.refusal
  const problems = listProblems({ operation, query, body: read.body })
  if (Object.keys(problems).length > 0)
    return refuse(operation.base === '/v2' ? 400 : 422, 'The request is not as published.', problems)
  const handler = HANDLERS[`${operation.method} ${operation.path}`]
  if (!handler) return refuse(501, 'STANDIN_NOT_IMITATED: there is no such operation here.')
  return handler({ store, params, query, body: read.body })
}

async function readBody(request: Request): Promise<{ body: unknown } | { refusal: Answer }> {
  const text = await request.text()
  if (text === '') return { body: undefined }
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return { refusal: refuse(415, 'Send the header "Content-Type: application/json".') }
  try {
    return { body: JSON.parse(text) }
  } catch {
    return { refusal: refuse(400, 'The body is no JSON.') }
  }
}

function takeQuota(store: StandinStore): boolean {
  const now = store.now()
  const since = now - store.knobs.quotaWindow
  store.requests = store.requests.filter((at) => at > since)
  if (store.requests.length >= store.knobs.quota) return false
  store.requests.push(now)
  return true
}

/** Judges an answer before it leaves; one that the published schema refuses is a fault of the stand-in. */
export function composeResponse(store: StandinStore, operation: Operation | null, answer: Answer): Response {
  const body = answer.problem ? composeProblem(operation, answer.status, answer.problem) : answer.body
  const fault = operation && findAnswerFault({ operation, status: answer.status, body })
  if (fault) {
    store.faults.push(fault)
    return Response.json({ code: 'STANDIN_ANSWER_NOT_PUBLISHED', fault }, { status: 500 })
  }
  const headers = composeQuotaHeaders(store, answer.status)
  if (body === undefined) return new Response(null, { status: answer.status, headers })
  return Response.json(body, { status: answer.status, headers })
}

const TYPE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes'

/** An error in the shape that the operation publishes for its status, or in that of most. */
function composeProblem(operation: Operation | null, status: number, { title, errors }: Problem): unknown {
  const usual = { status, title, type: TYPE, ...(errors && { errors }) }
  const shapes = [
    usual,
    { errors: [{ status, title }] },
    { data: [usual] },
    { status, title, type: TYPE },
    { status: String(status), title, type: TYPE, detail: title },
    { status: String(status), title, error: title },
    { errors: [{ status, title, type: TYPE, detail: title }] },
    { errors: [usual], meta: { total: 0, success: 0, failed: 0 } },
    [{ status, message: title }],
  ]
  const schema = operation?.answers[status]
  if (schema) return shapes.find((shape) => schema.safeParse(shape).success) ?? usual
  return operation?.base === '/v2' ? [{ status, message: title, ...(errors && { details: errors }) }] : usual
}

function composeQuotaHeaders({ knobs, requests, now }: StandinStore, status: number): Record<string, string> {
  const reset = Math.max(0, (requests[0] ?? now()) + knobs.quotaWindow - now())
  return {
    'x-rate-limit-requests-left': String(Math.max(0, knobs.quota - requests.length)),
    'x-rate-limit-requests-quota': String(knobs.quota),
    'x-rate-limit-time-reset-ms': String(reset),
    'x-rate-limit-time-window-ms': String(knobs.quotaWindow),
    ...(status === 429 && { 'x-retry-after': String(Math.ceil(reset / 1000)) }),
  }
}
