import type { z } from 'zod'
import { answerWhole } from '../../answerError.ts'
import { setAnswerNote } from '../../answerNotes.ts'
import type { Turn } from '../../core/limit/createCeiling.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import type { PicketCaller, PicketDoor } from '../authenticateCaller.ts'
import { wholeRoute } from '../wholeRoute.ts'

/** A page of a headless storefront: its shop, its site, and a context with the shop's APIs. */
export type StorefrontCaller<Context> = {
  readonly ctx: Context
  readonly myshopifyDomain: string
  /** The host of the page, one of the project's domains; null for a server. */
  readonly site: string | null
}
export type StorefrontDoor<Context> = PicketDoor & {
  /** @throws {AccessError} ERR_GATES_NOT_ALLOWED */
  readonly enterStorefront: (
    caller: Pick<ApiCaller, 'project'> & Pick<PicketCaller, 'site'>,
  ) => Promise<StorefrontCaller<Context>>
}

/** As the app proxy's. */
const MAX_BYTES = 32 * 1024

/** Make an endpoint for the pages of a headless storefront. It says what the same address of the app proxy says. */
export function storefrontRoute<Context, Input, Result>({
  door,
  format,
  run,
  schema,
  turn = 'later',
}: {
  readonly door: StorefrontDoor<Context>
  readonly schema: z.ZodType<Input>
  /** Default: `later`. */
  readonly turn?: Turn
  readonly run: (
    caller: StorefrontCaller<Context> & { readonly clientAddress: ClientAddress | null },
    input: Input,
  ) => Promise<Result>
  readonly format: (result: Result) => object
}) {
  return wholeRoute({
    ...{ door, schema, run, turn },
    method: 'POST',
    access: 'publishable',
    hasBody: true,
    maxBytes: MAX_BYTES,
    enter: async ({ project, site, client }: PicketCaller) => ({
      ...(await door.enterStorefront({ project, site })),
      clientAddress: client,
    }),
    answer: (result, { myshopifyDomain }, siteHeaders) =>
      setAnswerNote(answerWhole(format(result), siteHeaders), { shop: myshopifyDomain }),
  })
}
