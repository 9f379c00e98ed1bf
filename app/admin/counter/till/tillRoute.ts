import type { z } from 'zod'
import { answerError, answerWhole } from '../../../answerError.ts'
import { setAnswerNote } from '../../../answerNotes.ts'
import { answerWrongMethod } from '../../../answerRefusal.ts'
import { chooseClientAddress } from '../../../core/limit/chooseClientAddress.ts'
import type { Ceiling } from '../../../core/limit/createCeiling.ts'
import type { ClientAddress } from '../../../core/limit/types.ts'
import { parseBody } from '../../../parseBody.ts'
import { type DoorRequest, readJsonBody } from '../../../readJsonBody.ts'

/** Dependencies of a till's addresses. The route passes them. */
export type TillDoor<Caller> = {
  /** The till of a link's token, with its shop. @throws {AccessError} ERR_TILL_… */
  readonly enter: (asked: { token: string; clientAddress: ClientAddress | null }) => Promise<Caller>
  readonly ceiling: Pick<Ceiling, 'run'>
  /** The number of proxies in front of this server that add to `X-Forwarded-For`. */
  readonly trustedProxies: number
}

type RouteArguments = { readonly request: DoorRequest; readonly context?: unknown }

/** A code has about a hundred characters. */
const MAX_BYTES = 4096

/**
 * Make an address that a till's page asks: token, body, flow, answer. The token comes in a header, so that no page of
 * another site can send it, and no log has it.
 */
export function tillRoute<Caller extends { readonly shop: { readonly myshopifyDomain: string } }, Body>({
  door,
  schema,
  run,
}: {
  readonly door: TillDoor<Caller>
  readonly schema: z.ZodType<Body>
  readonly run: (caller: Caller, body: Body) => Promise<object>
}) {
  return async ({ request, context }: RouteArguments): Promise<Response> => {
    let shop: string | undefined
    try {
      if (request.method !== 'POST') return answerWrongMethod()
      const clientAddress = chooseClientAddress({
        remoteAddress: (context as { remoteAddress?: string } | undefined)?.remoteAddress ?? null,
        forwardedFor: request.headers.get('x-forwarded-for'),
        trustedProxies: door.trustedProxies,
      })
      const caller = await door.enter({ token: readToken(request), clientAddress })
      shop = caller.shop.myshopifyDomain
      const body = parseBody(schema, await readJsonBody({ request, maxBytes: MAX_BYTES }))
      const answer = await door.ceiling.run('later', () => run(caller, body))
      return setAnswerNote(answerWhole(answer, {}), { shop })
    } catch (error) {
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}

function readToken({ headers }: DoorRequest): string {
  return /^Bearer ([0-9a-f]{1,128})$/i.exec(headers.get('authorization') ?? '')?.[1]?.toLowerCase() ?? ''
}
