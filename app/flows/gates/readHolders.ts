import { familyOf, familyOfAddress } from '../../core/chain/familyOf.ts'
import { type DescribeAnswer, parseTarget } from '../../core/gate/draftCondition.ts'
import { type GateForm, listConditionForms } from '../../core/gate/form.ts'
import type { GateFacts } from '../../core/gate/remarks/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { composeTokenRead } from '../../core/token/composeTokenRead.ts'
import type { Needs } from '../context.ts'

export type HolderNeeds = Needs<'visits' | 'readBalances' | 'showAgeSeconds'>

/** Visits whose wallets are read. */
const VISITS = 20

/**
 * Read whether the wallets that signed in last at the shop hold the tokens of a form. Absent for a token of which one
 * wallet could not be read, and for multi-token contracts, which cost too many requests.
 */
export async function readHolders(
  ctx: HolderNeeds,
  {
    shop,
    form,
    descriptions,
  }: { shop: Shop; form: GateForm; descriptions: ReadonlyMap<string, DescribeAnswer> },
): Promise<GateFacts['holders']> {
  const tokens = listConditionForms(form.root).flatMap(({ path, condition }) => {
    const kind = descriptions.get(path)?.kind
    const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
    if (!target || !kind || kind === 'unknown' || kind === 'erc1155') return []
    return [{ path, token: { chain: target.chain.slug, contract: target.contract, kind } }]
  })
  if (tokens.length === 0) return new Map()
  const wallets = await ctx.visits.listWallets({ shopId: shop.id, visits: VISITS })
  const asked = tokens.flatMap(({ path, token }) =>
    wallets
      .filter(({ address }) => familyOfAddress(address) === familyOf(token.chain))
      .map(({ address }) => ({ path, read: composeTokenRead({ token, owner: address }) })),
  )
  if (asked.length === 0) return new Map()
  const reads = asked.map(({ read }) => read)
  const balances = await ctx.readBalances({ reads, maxAgeSeconds: ctx.showAgeSeconds })
  return new Map(
    tokens.flatMap(({ path }) => {
      const own = balances.filter((_, i) => asked[i]?.path === path)
      if (own.some(({ kind }) => kind === 'unread')) return []
      const holding = own.filter((one) => one.kind === 'read' && one.amount > 0n).length
      return [[path, { read: own.length, holding }] as const]
    }),
  )
}
