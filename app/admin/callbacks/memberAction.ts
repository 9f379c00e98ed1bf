import { z } from 'zod'
import { answerError, answerJson } from '../../answerError.ts'
import { answerWrongMethod } from '../../answerRefusal.ts'
import { formatStoreDomain } from '../../core/gate/platform.ts'
import { parseBody } from '../../parseBody.ts'
import { readJsonBody } from '../../readJsonBody.ts'

export type MemberActionParameters = {
  readonly run: (asked: {
    readonly code: string
    readonly myshopifyDomain: string | null
  }) => Promise<{ readonly session: string }>
}

const MAX_BYTES = 1024
const CHECK = 'Open Palisade again under Apps in the control panel.'
const Body = z.strictObject({ code: z.string().max(100), store: z.string().max(100) })

/** Make the address at which the script of the control panel brings a code, and gets a session. No other site may ask. */
export function memberAction({ run }: MemberActionParameters) {
  return async ({ request }: { readonly request: Request }): Promise<Response> => {
    if (request.method !== 'POST') return answerWrongMethod()
    try {
      const { code, store } = parseBody(Body, await readJsonBody({ request, maxBytes: MAX_BYTES }), CHECK)
      const answer = answerJson(await run({ code, myshopifyDomain: formatStoreDomain(store) }))
      answer.headers.set('cache-control', 'no-store')
      return answer
    } catch (error) {
      return answerError(error)
    }
  }
}
