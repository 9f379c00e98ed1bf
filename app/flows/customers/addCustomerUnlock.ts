import { chooseNextCheck } from '../../core/customer/chooseNextCheck.ts'
import { chooseWallets } from '../../core/customer/chooseWallets.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import type { GateAnswer } from '../../core/gate/answer.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'

/**
 * Record that a signed-in customer's wallets opened gates, if the shop tags customers. Nothing is stored of guests. One
 * statement if it is known, none if the shop tags nobody. A failure does not hold back the unlock.
 */
export async function addCustomerUnlock(
  ctx: Needs<'now' | 'log' | 'customers'>,
  {
    shop,
    visit,
    customerId,
    gates: asked,
    answers,
    counted,
  }: {
    shop: Shop
    visit: Visit
    /** The customer signed in to the shop, as Shopify's signature says; null for a guest. */
    customerId: string | null
    gates: readonly Gate[]
    answers: readonly GateAnswer[]
    /** The addresses that opened each gate; without those of gates that were not read again. */
    counted: ReadonlyMap<GateNumber, readonly string[]>
  },
): Promise<void> {
  if (!shop.settings.tagsCustomers || customerId === null) return
  // A gate in test opens for the merchant's own wallets: it gives no tag.
  const inTest = new Set(asked.flatMap(({ number, test }) => (test.isOn ? [number] : [])))
  const gates = answers.flatMap(({ id, kind }) =>
    kind === 'open' && !inTest.has(id as GateNumber) ? [id as GateNumber] : [],
  )
  if (gates.length === 0) return
  const known = gates.map((gate) => counted.get(gate) ?? null)
  try {
    await ctx.customers.addUnlock({
      ...{ shopId: shop.id, customerId, gates, at: ctx.now() },
      ...chooseWallets({ ...visit, counted: known }),
      isSure: known.every((one) => one !== null),
      nextCheckAt: chooseNextCheck({ customerId, at: ctx.now() }),
    })
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    ctx.log.warn('Could not record that a customer opened a gate.', { code: error.code })
  }
}
