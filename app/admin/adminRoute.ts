import { answerError, answerJson } from '../answerError.ts'
import { findAnswerNote, setAnswerNote } from '../answerNotes.ts'
import { PalisadeError, UpstreamError } from '../core/errors/base.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import { findDetails } from '../core/errors/details.ts'
import { platformOf } from '../core/gate/platform.ts'
import { describeError, type ExplainedError } from '../describeError.ts'
import { readJsonBody } from '../readJsonBody.ts'
import { formatProjectIssues } from './developers/formatProjectIssues.ts'
import { NO_LOGIN } from './loginWords.ts'
import { describePlatform } from './page/describePlatform.ts'
import type { ChangeAnswer } from './views.ts'

/** An authenticated member of a shop's staff, and a context with the Admin API of their shop. */
export type AdminCaller<Context> = {
  readonly ctx: Context
  readonly myshopifyDomain: string
  /** Name of the member in the audit log: `staff:` and Shopify's user id. */
  readonly actor: string
}
/** Dependencies of admin loaders and actions. The route passes them. */
export type AdminDoor<Context> = {
  /**
   * Authenticate a request of the embedded admin.
   * @throws {Response} Shopify's library sends the merchant to a login this way. It must reach Remix unchanged.
   */
  readonly enter: (request: Request) => Promise<AdminCaller<Context>>
  /** Count an error of a page of the shop, for its home page. Nobody waits for it. */
  readonly writeFault: (fault: { myshopifyDomain: string; code: ErrorCode }) => void
}
/** Arguments that Remix passes to a loader or an action. */
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
 * Make the loader of an admin page: authenticate, run the flow, return its view.
 *
 * The loader throws an error with a code as a `Response` with the code's status and a `PageRefusal`. The page's error
 * boundary shows it. The loader rethrows any other error unchanged. Server errors are counted here, because Remix answers
 * without what was noted about the `Response`.
 */
export function adminLoader<Context, Result>({ door, run }: AdminLoaderParameters<Context, Result>) {
  return async ({ request, params }: RouteArguments): Promise<Result> => {
    const caller = await authenticate(door, request)
    try {
      const asked = { params, query: new URL(request.url).searchParams }
      return await runLoggedIn({ door, request, caller, run: (one) => run(one, asked) })
    } catch (error) {
      if (error instanceof Response) throw error
      const answer = error instanceof PalisadeError ? answerError(error, createReword(caller)) : null
      const code = answer ? findAnswerNote(answer)?.code : 'ERR_INTERNAL'
      if (code && (answer?.status ?? 500) >= 500)
        door.writeFault({ myshopifyDomain: caller.myshopifyDomain, code })
      throw answer ?? error
    }
  }
}

/**
 * Make the loader of a block on a page of Shopify's admin: authenticate, run the flow, answer its view as JSON.
 *
 * A block runs on an address of Shopify's, and sends its session token in a header. No cookie counts, so any address may
 * read the answer to a token. The library answers the browser's question before the request.
 * @see https://shopify.dev/docs/api/admin-extensions/latest/network-features
 */
export function adminBlockLoader<Context, Result>({ door, run }: AdminLoaderParameters<Context, Result>) {
  return async ({ request, params }: RouteArguments): Promise<Response> => {
    const caller = await authenticate(door, request)
    const asked = { params, query: new URL(request.url).searchParams }
    const answer = await runLoggedIn({ door, request, caller, run: (one) => run(one, asked) }).then(
      (result) => answerJson(result),
      (error: unknown) => {
        if (error instanceof PalisadeError) return answerError(error)
        if (!(error instanceof Response))
          door.writeFault({ myshopifyDomain: caller.myshopifyDomain, code: 'ERR_INTERNAL' })
        throw error
      },
    )
    answer.headers.set('access-control-allow-origin', '*')
    return setAnswerNote(answer, { shop: caller.myshopifyDomain })
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
 * Make the action of an admin URL: authenticate, parse the body, run the flow, answer a `ChangeAnswer` as JSON. An
 * error is an answer too, with its code, so that the page keeps the merchant's input. So is a login that Shopify has
 * ended twice.
 *
 * The answer is a whole `Response`: Remix's `data()` loses the status when a page calls the URL without `.data`.
 */
export function adminAction<Context, Body, Result>({
  door,
  parse,
  run,
}: AdminActionParameters<Context, Body, Result>) {
  return async ({ request, params }: RouteArguments): Promise<Response> => {
    const caller = await authenticate(door, request)
    try {
      const body = parse(await readJsonBody({ request, maxBytes: MAX_BYTES }), params)
      const result = (await runLoggedIn({ door, request, caller, run: (one) => run(one, body) })) ?? null
      const answer = answerJson({ kind: 'done', result } satisfies ChangeAnswer<unknown>)
      return setAnswerNote(answer, { shop: caller.myshopifyDomain })
    } catch (error) {
      // A call of a port may also throw the login response of Shopify's library.
      if (error instanceof Response && error.status !== 401) throw error
      const explained = describeError(error instanceof Response ? endedLogin() : error)
      const { code, errorId, status } = explained
      const note = { shop: caller.myshopifyDomain, code, ...(errorId && { errorId }) }
      return setAnswerNote(
        answerJson(formatRefusal({ ...explained, msg: createReword(caller)(explained.msg) }), status),
        note,
      )
    }
  }
}

/**
 * Run a loader or an action. If Shopify has ended the app's login, log in again and run it once more. A publication
 * does not throw the end of a login, so no saved gate is saved again.
 */
async function runLoggedIn<Context, Result>({
  door,
  request,
  caller,
  run,
}: {
  door: AdminDoor<Context>
  request: Request
  caller: AdminCaller<Context>
  run: (caller: AdminCaller<Context>) => Promise<Result>
}): Promise<Result> {
  try {
    return await run(caller)
  } catch (error) {
    if (!isEndedLogin(error)) throw error
    return run(await authenticate(door, request))
  }
}

/**
 * Enter once more if Shopify ends the app's login while the library uses it for the first time: it stores a new token, then
 * asks Shopify with it. The second time it only finds the token.
 */
async function authenticate<Context>(
  door: AdminDoor<Context>,
  request: Request,
): Promise<AdminCaller<Context>> {
  try {
    return await door.enter(request)
  } catch (error) {
    if (!isEndedLogin(error)) throw error
    return door.enter(request)
  }
}

/** Whether Shopify ended the app's login. If the merchant's own token is bad, a header makes App Bridge send a new one. */
function isEndedLogin(error: unknown): boolean {
  return (
    error instanceof Response &&
    error.status === 401 &&
    !error.headers.has('x-shopify-retry-invalid-session-request')
  )
}

/** The library answers 401 without a word, and without the header that lets App Bridge send the request again. */
function endedLogin(): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_LOGIN', NO_LOGIN)
}

/** Sentences of ports and flows name Shopify. A store's staff read the name of their own platform. */
function createReword({ myshopifyDomain }: Pick<AdminCaller<unknown>, 'myshopifyDomain'>) {
  const isStore = platformOf(myshopifyDomain) === 'bigcommerce'
  return (sentence: string) => describePlatform(sentence, { isStore })
}

function formatRefusal(explained: ExplainedError): ChangeAnswer<never, unknown> {
  const { code } = explained
  if (STALE.includes(code)) return { kind: 'stale', code }
  const gate = findDetails(explained, 'ERR_GATE_INVALID')
  if (gate) return { kind: 'invalid', fields: gate.fields, code }
  const project = findDetails(explained, 'ERR_PROJECT_INVALID')
  if (project) return { kind: 'invalid', fields: formatProjectIssues(project.fields), code }
  // Without field errors, the message explains the refusal of the whole form.
  return { kind: 'failed', message: explained.msg, code }
}
