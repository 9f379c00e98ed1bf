import { answerError, answerJson } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerUnknownAddress, answerWrongMethod } from '../answerRefusal.ts'
import { AccessError } from '../core/errors/base.ts'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned } from '../core/signature/isSigned.ts'
import { runOnce } from '../flows/workflows/runOnce.ts'
import { createBodyError, parseBody } from '../parseBody.ts'
import { readBody } from '../readJsonBody.ts'
import { FLOW_ACTIONS } from './flowActions.ts'
import type { HookDoor } from './hookAction.ts'
import { FlowRunPayload } from './wire.ts'

const MAX_BYTES = 64 * 1024
const CHECK = 'Check that Shopify Flow sends this request.'

/**
 * Make the handler of `/flow/*`, to which Shopify Flow posts a run of an action: check the HMAC over the raw bytes, then
 * shop, action and fields, then run it once.
 *
 * 200 ends the run, with what the workflow may use. 202 says that somebody works on it: Flow asks again. It asks again
 * after a server error too. Any other refusal ends the run as failed.
 * @see https://shopify.dev/docs/apps/build/flow/actions/endpoints
 */
export function flowAction({ door }: { door: HookDoor }) {
  return async ({ request, params }: FlowArguments): Promise<Response> => {
    const name = (params['*'] ?? '').replace(/\/+$/, '')
    if (!Object.hasOwn(FLOW_ACTIONS, name)) return answerUnknownAddress()
    const handle = name as keyof typeof FLOW_ACTIONS
    if (request.method !== 'POST') return answerWrongMethod()
    let shop: string | undefined
    try {
      const body = await readBody({ request, maxBytes: MAX_BYTES })
      const asked = verifyRun({ door, handle, given: request.headers.get('x-shopify-hmac-sha256'), body })
      shop = asked.myshopifyDomain
      const run = FLOW_ACTIONS[handle](asked.properties)
      const ctx = door.shopContext({ myshopifyDomain: shop })
      const answer = await runOnce(ctx, asked, () => run(ctx, asked))
      door.ring?.()
      const said = answer === null ? answerJson({}, 202) : answerJson({ return_value: answer })
      return setAnswerNote(said, { shop })
    } catch (error) {
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}

type FlowArguments = {
  readonly request: Request
  readonly params: Readonly<Record<string, string | undefined>>
}

/** The body alone is signed, so shop and action are read from it. */
function verifyRun({
  door,
  handle,
  given,
  body,
}: {
  door: HookDoor
  handle: string
  given: string | null
  body: Uint8Array
}) {
  if (!isSigned({ ...door, message: body, given: given ?? '' })) throw unsigned()
  const asked = parseBody(FlowRunPayload, parseJson(body), CHECK)
  const { shopify_domain: myshopifyDomain, action_run_id: runId, properties } = asked
  if (asked.handle !== handle || !isShopDomain(myshopifyDomain)) throw unsigned()
  return { myshopifyDomain, runId, properties }
}

function unsigned(): AccessError {
  return new AccessError(
    'ERR_WEBHOOK_SIGNATURE',
    'The request has no valid Shopify signature for this action and shop.',
    { hint: 'Check SHOPIFY_API_SECRET on this server.' },
  )
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw createBodyError('the body is not JSON', CHECK)
  }
}
