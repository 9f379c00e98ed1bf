import { isPassing } from '../core/errors/isPassing.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { composeChanges, composePromotion } from './composePromotion.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'
import { createFailure } from './createFailure.ts'

type Promotion = { readonly id: number; readonly name: string; readonly current_uses?: number }
type CouponCode = { readonly id: number; readonly code: string; readonly current_uses?: number }
type Many<Item> = { readonly data: readonly Item[] }
type One<Item> = { readonly data: Item }

/**
 * Coupons for one use. Each is a promotion of its own, because the promotion has the end and the products. A promotion
 * without a code is of no use to anybody, so the code comes last.
 */
export function createPromotions(api: BigCommerceApi) {
  const path = '/v3/promotions'
  const findByCode = async (code: string): Promise<Promotion | null> => {
    const found = await api.send<Many<Promotion>>({ path, query: { code } })
    // The filter may know a part of a code: its name has the whole one.
    return found?.data.find(({ name }) => name.startsWith(`${code} `)) ?? null
  }
  const listCodes = async (id: number | string): Promise<readonly CouponCode[]> =>
    (await api.send<Many<CouponCode>>({ path: `${path}/${id}/codes` }))?.data ?? []
  const createPromotion = async (body: object, name: string): Promise<number> => {
    try {
      const made = await api.send<One<Promotion>>({ path, method: 'POST', body })
      if (!made) throw createFailure({ status: null, waitSeconds: null })
      return made.data.id
    } catch (error) {
      if (!isPassing(error)) throw error
      // It may have been made, and its answer lost.
      const found = await api.send<Many<Promotion>>({ path, query: { name } })
      const lost = found?.data.find((one) => one.name === name)
      if (!lost) throw error
      return lost.id
    }
  }
  const addCode = async (id: number, code: string): Promise<void> => {
    try {
      const body = { code, max_uses: 1, max_uses_per_customer: 1 }
      await api.send({ path: `${path}/${id}/codes`, method: 'POST', body })
    } catch (error) {
      // It may have been made, and its answer lost.
      if (isPassing(error) && (await listCodes(id)).some((one) => one.code === code)) return
      // Nobody needs the promotion now. BigCommerce keeps one that has a code after all.
      await api.send({ path: `${path}/${id}`, method: 'DELETE' }).catch(() => undefined)
      throw error
    }
  }
  return {
    createCodeDiscount: async (discount) => {
      const body = composePromotion(discount)
      const id = await createPromotion(body, body.name)
      await addCode(id, discount.code)
      return { discountId: String(id) }
    },
    updateCodeDiscount: async ({ discountId, ...discount }) => {
      await api.send({
        path: `${path}/${discountId}`,
        method: 'PUT',
        body: composeChanges(discount),
      })
    },
    findCodeDiscount: async ({ code }) => {
      const found = await findByCode(code)
      return found && { discountId: String(found.id), usedCount: found.current_uses ?? 0 }
    },
    // BigCommerce keeps a promotion as long as it has codes.
    deleteCodeDiscount: async ({ discountId }) => {
      for (const { id } of await listCodes(discountId)) {
        await api.send({ path: `${path}/${discountId}/codes/${id}`, method: 'DELETE' })
      }
      await api.send({ path: `${path}/${discountId}`, method: 'DELETE' })
    },
  } satisfies Partial<ShopifyPort>
}
