import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { parseTraitStep } from '../admin/traits/parseTraitStep.ts'
import { formatTraitTable, type TraitsView } from '../admin/traits/views.ts'
import { answerJson } from '../answerError.ts'
import { loadChain } from '../core/chain/loadChain.ts'
import { parseEvmAddress } from '../core/chain/parseEvmAddress.ts'
import {
  addTokenNames,
  addTraitPart,
  finishTraitImport,
  startTraitImport,
} from '../flows/traits/importTraits.ts'
import { loadTraits } from '../flows/traits/loadTraits.ts'
import { readMetadataPage } from '../flows/traits/readMetadataPage.ts'
import { adminDoor } from '../shopify.server.ts'

/** The imported traits of a collection: `?chain=ethereum&contract=0x…`; `table` is `null` if there are none. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { query }) => {
    const chain = loadChain(query.get('chain') ?? '').slug
    const contract = parseEvmAddress((query.get('contract') ?? '').trim())
    const table = formatTraitTable(await loadTraits(ctx, { myshopifyDomain, chain, contract }))
    return answerJson({ table, sources: ctx.metadataSources } satisfies TraitsView)
  },
})

/** A step of an import: read metadata, start it, add a part or names, or finish it. */
export const action = adminAction({
  door: adminDoor,
  parse: parseTraitStep,
  run: async ({ ctx, myshopifyDomain }, { step: _, ...given }) => {
    if ('names' in given) return addTokenNames(ctx, { myshopifyDomain, ...given })
    if ('ids' in given) return readMetadataPage(ctx, given)
    if ('parts' in given) return finishTraitImport(ctx, { myshopifyDomain, ...given })
    if ('place' in given) return addTraitPart(ctx, { myshopifyDomain, ...given })
    return startTraitImport(ctx, { myshopifyDomain, ...given })
  },
})
