import { answerError, answerJson } from '../answerError.ts'
import { PalisadeError } from '../core/errors/base.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import { findDetails } from '../core/errors/details.ts'
import { type ExplainedError, explainError } from '../explainError.ts'
import { readJsonBody } from '../readJsonBody.ts'
import { formatProjectIssues } from './developers/formatProjectIssues.ts'
import type { ChangeAnswer } from './views.ts'

/** A member of a shop's staff, as Shopify vouches for them, and every port with the Admin API of their shop. */
export type AdminCaller<Context> = {
  readonly ctx: Context
  readonly myshopifyDomain: string
  /** How the record of changes names the member: `staff:` and Shopify's number of the user. */
  readonly actor: string
}
/** What the door needs from outside, handed over by the route. */
export type AdminDoor<Context> = {
  /**
   * Authenticate a request of the embedded admin.
   * @throws {Response} Shopify's library sends the merchant to a login this way: it must reach Remix as it is.
   */
  readonly enter: (request: Request) => Promise<AdminCaller<Context>>
}
/** What Remix calls a loader or an action with. */
type RouteArguments = { readonly request: Request; readonly params: RouteParams }
type RouteParams = Readonly<Record<string, string | undefined>>

/** Why a page cannot be shown, for its error boundary. */
export type PageRefusal = { readonly msg: string; readonly code: string }

export type AdminLoaderParameters<Context, Result> = {
  readonly door: AdminDoor<Context>
  readonly run: (
    caller: AdminCaller<Context>,
    asked: { readonly params: RouteParams; readonly query: URLSearchParams },
  ) => Promise<Result>
}

/**
 * Make the loader of an admin page: login, flow, view.
 *
 * The loader throws an error with a code as a `Response` of the code's status and a `PageRefusal`; the error boundary
 * of the page shows it. Any other error is a fault and stays one.
 */
export function adminLoader<Context, Result>({ door, run }: AdminLoaderParameters<Context, Result>) {
  return async ({ request, params }: RouteArguments): Promise<Result> => {
    const caller = await door.enter(request)
    try {
      return await run(caller, { params, query: new URL(request.url).searchParams })
    } catch (error) {
      throw error instanceof PalisadeError ? answerError(error) : error
    }
  }
}

export type AdminActionParameters<Context, Body, Result> = {
  readonly door: AdminDoor<Context>
  readonly parse: (value: unknown, params: RouteParams) => Body
  readonly run: (caller: AdminCaller<Context>, body: Body) => Promise<Result>
}

const MAX_BYTES = 256 * 1024
const STALE: readonly ErrorCode[] = ['ERR_GATE_STALE', 'ERR_PROJECT_STALE']

/**
 * Make the action of an admin address: login, body, flow, and a `ChangeAnswer` as JSON. An error is an answer too, so
 * that the page keeps what the merchant wrote.
 *
 * The answer is a whole `Response`: Remix's `data()` loses the status where a page calls the address without `.data`.
 */
export function adminAction<Context, Body, Result>({
  door,
  parse,
  run,
}: AdminActionParameters<Context, Body, Result>) {
  return async ({ request, params }: RouteArguments): Promise<Response> => {
    const caller = await door.enter(request)
    try {
      const body = parse(await readJsonBody({ request, maxBytes: MAX_BYTES }), params)
      const result = (await run(caller, body)) ?? null
      return answerJson({ kind: 'done', result } satisfies ChangeAnswer<unknown>)
    } catch (error) {
      // Shopify's library also throws its login from within a call of a port.
      if (error instanceof Response) throw error
      const explained = explainError(error)
      return answerJson(formatRefusal(explained), explained.status)
    }
  }
}

function formatRefusal(explained: ExplainedError): ChangeAnswer<never, unknown> {
  if (STALE.includes(explained.code)) return { kind: 'stale' }
  const gate = findDetails(explained, 'ERR_GATE_INVALID')
  if (gate) return { kind: 'invalid', fields: gate.fields }
  const project = findDetails(explained, 'ERR_PROJECT_INVALID')
  if (project) return { kind: 'invalid', fields: formatProjectIssues(project.fields) }
  // Without fields the whole form is refused, and the message says why.
  return { kind: 'failed', message: explained.msg }
}
