import type { z } from 'zod'
import { answerJson } from '../../answerError.ts'
import { setAnswerNote } from '../../answerNotes.ts'
import type { GateActor } from '../../core/gate/change.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import type { PicketCaller, PicketDoor } from '../authenticateCaller.ts'
import { type PicketAsked, type PicketMethod, wholeRoute } from '../wholeRoute.ts'

/** A secret key that may manage the gates of its shop, and a context with the shop's Admin API. */
export type GateCaller<Context> = {
  readonly ctx: Context
  readonly myshopifyDomain: string
  readonly actor: GateActor
}
export type GateDoor<Context> = PicketDoor & {
  /** @throws {AccessError} ERR_GATES_NOT_ALLOWED, ERR_RATE_LIMITED */
  readonly enterGates: (caller: ApiCaller & { readonly isChange: boolean }) => Promise<GateCaller<Context>>
}

/** A gate with 250 products and fifty lists of token ids is larger than other bodies of the API. */
const MAX_BYTES = 256 * 1024

/** The answer of an endpoint, before it is JSON. */
export type GateAnswer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: object
}

export type GateRouteParameters<Context, Input, Result> = {
  readonly door: GateDoor<Context>
  readonly method: PicketMethod
  readonly schema: z.ZodType<Input>
  /** Whether the request has a body. */
  readonly hasBody: boolean
  readonly run: (
    caller: GateCaller<Context> & Pick<PicketCaller, 'project'>,
    input: Input,
    asked: PicketAsked,
  ) => Promise<Result>
  readonly format: (result: Result) => GateAnswer
}

/** Make an endpoint that manages gates: only for a secret key of a project that may. */
export function gateRoute<Context, Input, Result>(parameters: GateRouteParameters<Context, Input, Result>) {
  const { door, format, ...rest } = parameters
  return wholeRoute({
    ...rest,
    door,
    access: 'secret',
    // A merchant must be able to pause a gate while everybody wants it.
    turn: 'always',
    maxBytes: MAX_BYTES,
    enter: async ({ key, project }: PicketCaller) => ({
      ...(await door.enterGates({ key, project, isChange: rest.method !== 'GET' })),
      project,
    }),
    answer: (result, { myshopifyDomain }, siteHeaders) => {
      const { status = 200, headers = {}, body } = format(result)
      const answer = answerJson(body, status)
      for (const [name, value] of Object.entries({ ...siteHeaders, ...headers }))
        answer.headers.set(name, value)
      return setAnswerNote(answer, { shop: myshopifyDomain })
    },
  })
}
