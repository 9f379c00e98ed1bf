import { NotFoundError } from '../../core/errors/base.ts'
import { isPlatformDomain } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import { chooseTokenName, listTokenKeys } from '../../core/redemption/listTokenKeys.ts'
import type { PublicUses } from '../../core/redemption/publicUses.ts'
import type { Needs } from '../context.ts'

export type FindTokenUsesParameters = {
  /** What an address names; none of it is checked yet. */
  readonly shop: string | undefined
  readonly number: string | undefined
  /** A token's id or mint; null names none. */
  readonly token: string | null
}
/**
 * Find how often a token was used at a gate whose merchant lets anybody know. It names no wallet and no order, and no
 * chain is read.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND, the same for a gate that does not exist, has no limit per token or is
 * not public
 */
export async function findTokenUses(
  ctx: Needs<'now' | 'shops' | 'gates' | 'reservations'>,
  { shop: domain = '', number: digits = '', token }: FindTokenUsesParameters,
): Promise<PublicUses> {
  if (!isPlatformDomain(domain) || !/^[1-9][0-9]{0,8}$/.test(digits)) throw noPublicGate()
  const shop = await findShop(ctx, domain)
  const number = Number(digits)
  const [gate] = shop ? await ctx.gates.find({ shopId: shop.id, numbers: [number] }) : []
  const limit = gate?.limits.perToken
  if (!shop || !gate?.showsUses || !limit) throw noPublicGate()
  const asked = token === null ? [] : listTokenKeys({ requirement: gate.requirement, text: token.trim() })
  const keys = asked.map(({ key }) => key)
  const counts = await ctx.reservations.countTokenUses({ shopId: shop.id, gate: number, keys })
  return {
    number,
    domain: shop.primaryDomain,
    name: gate.discountName ?? gate.name,
    named: chooseTokenName(gate.requirement),
    isOpen: await isOpen(ctx, { shop, gate }),
    limit,
    tokens: asked.map((one) => {
      const { used, reserved } = counts.get(one.key) ?? { used: 0, reserved: 0 }
      // A lowered limit may be below what was used before.
      return { ...one, used, reserved, free: Math.max(0, limit - used - reserved) }
    }),
  }
}

/** An NFT that is not used yet is worth nothing here while its gate opens for nobody. */
async function isOpen(
  ctx: Needs<'now' | 'gates'>,
  { shop, gate }: { readonly shop: Shop; readonly gate: Gate },
): Promise<boolean> {
  if (gate.test.isOn || standingOf({ gate, now: ctx.now() }) !== 'active') return false
  return (
    gate.limits.total === null || !(await ctx.gates.listUsedUp({ shopId: shop.id })).includes(gate.number)
  )
}

/** Null if no shop that has the app has the domain. */
async function findShop(ctx: Needs<'shops'>, domain: string): Promise<Shop | null> {
  try {
    return await ctx.shops.load(domain)
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

function noPublicGate(): NotFoundError {
  return new NotFoundError('ERR_GATE_NOT_FOUND', 'There is no gate here whose uses are public.', {
    hint: 'Check the address. A merchant lets people look up uses in the gate’s usage limits.',
  })
}
