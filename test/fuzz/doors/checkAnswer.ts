import { type ErrorCode, errorKinds } from '../../../app/core/errors/codes.ts'
import { statusOf } from '../../../app/statusOf.ts'
import type { Door, DoorAnswer, DoorRequest } from './types.ts'

/** The longest that an answer may take while several run at once. */
const MOST_MS = 20_000
/** Shopify refused what the merchant asked for, or did not answer: the app says so with these alone. */
const OF_SHOPIFY: readonly ErrorCode[] = ['ERR_SHOPIFY_USER', 'ERR_SHOPIFY_REQUEST']
const INTERNALS =
  /node_modules|\.tsx?:\d|\n\s+at \S+ \(|SELECT "|INSERT INTO|Prisma|ECONNREFUSED|for route "routes\//
/** What only somebody gets whom a gate lets in: a proof, a pass, or its price. */
const UNLOCKED = /\bp1~[clm]~[0-9a-f]{8}~/

export type DoorFinding = {
  readonly kind: 'fault' | 'slow' | 'code' | 'internals' | 'unlocked' | 'half-saved' | 'silent' | 'logged'
  readonly why: string
}
export type DoorFailure = DoorFinding & { readonly request: DoorRequest }

/** Check one answer by itself: no fault, in time, a known code in each refusal, nothing that is not the caller's. */
export function checkAnswer({
  request,
  answer,
  door: { kind, isNoFault },
}: {
  request: DoorRequest
  answer: DoorAnswer
  door: Pick<Door, 'kind' | 'isNoFault'>
}): DoorFinding | null {
  const { status, text, ms } = answer
  const told = `${request.method} ${request.path.slice(0, 120)} → ${status} ${text.slice(0, 300)}`
  if (ms > MOST_MS) return { kind: 'slow', why: `${Math.round(ms)} ms: ${told}` }
  if (status === 0) return request.lies === 'not' ? { kind: 'silent', why: told } : null
  if (status === isNoFault) return null
  const code = findCode(text)
  if (status >= 500 && !(kind === 'admin' && code && OF_SHOPIFY.includes(code)))
    return { kind: 'fault', why: told }
  if (INTERNALS.test(text)) return { kind: 'internals', why: told }
  // Staff may make a pass, whose proof they copy.
  if (kind !== 'admin' && UNLOCKED.test(text)) return { kind: 'unlocked', why: told }
  if (status < 400 || !isJudged(request)) return null
  // A changed path may lead to a page, which people read.
  const isPage = /^<!doctype html>/i.test(text) && (kind === 'admin' || kind === 'open')
  if (isPage) return null
  if (code === null) return { kind: 'code', why: told }
  // Picket's clients know other statuses of some codes.
  const isPicket = kind === 'api' || kind === 'secret'
  return isPicket || statusOf(code) === status ? null : { kind: 'code', why: told }
}

/** Whether a refusal must name its code: Node itself refuses what is no HTTP, and the router unknown methods of pages. */
function isJudged({ lies, method }: DoorRequest): boolean {
  return lies === 'not' && /^(?:POST|PUT)$/.test(method)
}

/** The stable code of a refusal, in any of the doors' forms; null if there is none that the table knows. */
export function findCode(text: string): ErrorCode | null {
  // The data of a page's action are one flat list, so names and values are not read as JSON.
  const found = /"(?:code|error)"[:,]"(ERR_[A-Z_]+)"/.exec(text)?.[1]
  return found !== undefined && Object.hasOwn(errorKinds, found) ? (found as ErrorCode) : null
}
