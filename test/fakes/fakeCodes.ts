import { parseCode } from '../../app/core/accessCode/parseCode.ts'
import type { AccessCode } from '../../app/core/accessCode/types.ts'
import { UpstreamError } from '../../app/core/errors/base.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import type { CodeDiscount, ShopifyPort } from '../../app/ports/shopify.ts'

type Standing = CodeDiscount & { readonly discountId: string; usedCount: number }
type Call = 'createCodeDiscount' | 'updateCodeDiscount' | 'findCodeDiscount' | 'deleteCodeDiscount'

export type FakeCodes = {
  readonly accessCodes: FlowContext['accessCodes']
  readonly shopify: Pick<ShopifyPort, Call>
  readonly rows: Map<string, AccessCode>
  /** Code discounts at Shopify, by code. */
  readonly standing: Map<string, Standing>
  /** Calls to Shopify, in order. */
  readonly calls: Call[]
  /** The call that fails next, once. `lost`: `createCodeDiscount` takes effect and only its answer is lost. */
  failing: { readonly call: Call; readonly lost: boolean } | null
}

/** The table of codes and Shopify's code discounts, in memory. */
export function createFakeCodes(): FakeCodes {
  const rows = new Map<string, AccessCode>()
  const standing = new Map<string, Standing>()
  const fake: FakeCodes = {
    rows,
    standing,
    calls: [],
    failing: null,
    accessCodes: {
      open: async ({ visitId, wants, at }) =>
        wants.map(({ newCode, ...want }) => {
          const same = [...rows.values()].find(
            (one) => one.visitId === visitId && one.gate === want.gate && one.grantId === want.grantId,
          )
          const made: AccessCode = {
            ...want,
            code: newCode,
            visitId,
            state: 'making',
            discountId: null,
            createdAt: at,
          }
          if (!same) rows.set(newCode, made)
          return same ?? made
        }),
      setMade: async ({ code, discountId, endsAt }) => {
        const row = rows.get(code)
        if (!row || row.state === 'gone') return false
        rows.set(code, { ...row, state: 'made', discountId, endsAt: Math.max(row.endsAt, endsAt) })
        return true
      },
      setGone: async ({ code }) => {
        const row = rows.get(code)
        if (row) rows.set(code, { ...row, state: 'gone', discountId: null })
      },
      replace: async ({ visitId, code, want, at }) => {
        rows.delete(code)
        const { newCode, ...rest } = want
        const made = {
          ...rest,
          code: newCode,
          visitId,
          state: 'making',
          discountId: null,
          createdAt: at,
        } as const
        rows.set(newCode, made)
        return made
      },
      findUsed: async () => [],
      listDue: async ({ at, running, after, limit }) =>
        [...rows.values()]
          .sort(compareCodes)
          .filter((one) => after === null || compareCodes(one, after) > 0)
          .filter(({ state, endsAt, gate, revision }) => {
            const runs = running.some((one) => one.gate === gate && one.revision === revision)
            return state !== 'gone' && (endsAt <= at || !runs)
          })
          .slice(0, limit),
      sweep: async () => {
        const ends = [...rows.values()].filter(({ state }) => state !== 'gone').map(({ endsAt }) => endsAt)
        return ends.length > 0 ? Math.min(...ends) : null
      },
    },
    shopify: {
      createCodeDiscount: async (discount) => {
        ask('createCodeDiscount')
        if (standing.has(discount.code)) throw new UpstreamError('ERR_SHOPIFY_USER', 'Code must be unique.')
        const made = { ...discount, discountId: `gid://${standing.size}/${discount.code}`, usedCount: 0 }
        standing.set(discount.code, made)
        loseAnswer('createCodeDiscount')
        return { discountId: made.discountId }
      },
      updateCodeDiscount: async ({ discountId, ...discount }) => {
        ask('updateCodeDiscount')
        const known = [...standing.values()].find((one) => one.discountId === discountId)
        if (!known) throw new UpstreamError('ERR_SHOPIFY_USER', 'Discount does not exist.')
        standing.set(discount.code, { ...known, ...discount })
      },
      findCodeDiscount: async ({ code }) => {
        ask('findCodeDiscount')
        const found = standing.get(code)
        return found ? { discountId: found.discountId, usedCount: found.usedCount } : null
      },
      deleteCodeDiscount: async ({ discountId }) => {
        ask('deleteCodeDiscount')
        for (const [code, one] of standing) if (one.discountId === discountId) standing.delete(code)
      },
    },
  }
  const fail = (): never => {
    fake.failing = null
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
  }
  const ask = (call: Call): void => {
    fake.calls.push(call)
    if (fake.failing?.call === call && !fake.failing.lost) fail()
  }
  const loseAnswer = (call: Call): void => {
    if (fake.failing?.call === call) fail()
  }
  return fake
}

type Place = Pick<AccessCode, 'code' | 'endsAt'>

function compareCodes(a: Place, b: Place): number {
  return a.endsAt - b.endsAt || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}

/** Whether every code has Palisade's own form. */
export function areOurs(codes: readonly { readonly code: string }[]): boolean {
  return codes.every(({ code }) => parseCode(code) !== null)
}
