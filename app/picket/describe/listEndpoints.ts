import { accessTokens } from './endpoints/accessTokens.ts'
import { agents } from './endpoints/agents.ts'
import { chains } from './endpoints/chains.ts'
import { gates } from './endpoints/gates.ts'
import { managingGates } from './endpoints/managingGates.ts'
import { oauth } from './endpoints/oauth.ts'
import { receipts } from './endpoints/receipts.ts'
import { signIn } from './endpoints/signIn.ts'
import { storefront } from './endpoints/storefront.ts'
import { webhooks } from './endpoints/webhooks.ts'
import type { Endpoint } from './types.ts'

/** Every endpoint of the API, in the order of the documentation. */
export function listEndpoints(): readonly Endpoint[] {
  return [
    ...signIn,
    ...accessTokens,
    ...gates,
    ...managingGates,
    ...webhooks,
    ...receipts,
    ...storefront,
    ...agents,
    ...chains,
    ...oauth,
  ]
}
