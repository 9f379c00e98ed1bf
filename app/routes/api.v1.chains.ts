import { picketDoor, publicContext } from '../context.server.ts'
import { listAllChains } from '../core/chain/ownChains.ts'
import { formatChain } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { NoBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'GET',
  access: 'publishable',
  // Picket's modal asks this first, and would read a refusal as a wallet that fails.
  sites: 'every',
  schema: NoBody,
  run: async () => listAllChains(),
  format: (all) => ({
    data: all.map((chain) => formatChain({ chain, canBeRead: publicContext.canReadChain(chain.slug) })),
  }),
})

export const action = route
export const loader = route
