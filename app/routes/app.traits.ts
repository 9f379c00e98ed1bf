import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { parseTraitStep } from '../admin/traits/parseTraitStep.ts'
import { formatTraitTable } from '../admin/traits/views.ts'
import { answerJson } from '../answerError.ts'
import { loadChain } from '../core/chain/loadChain.ts'
import { parseEvmAddress } from '../core/chain/parseEvmAddress.ts'
import { addTraitPart, finishTraitImport, startTraitImport } from '../flows/traits/importTraits.ts'
import { loadTraits } from '../flows/traits/loadTraits.ts'
import { adminDoor } from '../shopify.server.ts'

/** The imported traits of a collection: `?chain=ethereum&contract=0x…`; `null` if there are none. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const chain = loadChain(query.get('chain') ?? '').slug
    const contract = parseEvmAddress((query.get('contract') ?? '').trim())
    return answerJson(formatTraitTable(await loadTraits(ctx, { myshopifyDomain, chain, contract })))
  },
})

/** A step of an import: start it, add a part, or finish it. */
export const action = adminAction({
  door: adminDoor,
  parse: parseTraitStep,
  run: async ({ ctx, myshopifyDomain }, { step: _, ...given }) => {
    if ('parts' in given) return finishTraitImport(ctx, { myshopifyDomain, ...given })
    if ('place' in given) return addTraitPart(ctx, { myshopifyDomain, ...given })
    return startTraitImport(ctx, { myshopifyDomain, ...given })
  },
})
