import { describe, expect, test } from 'vitest'
import type { CheckAnswer, CheckedGate } from '../../../../extensions/gate-block/src/api/types.ts'
import { checkGates } from '../../../../extensions/gate-block/src/checkGates.ts'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { fakeFetch } from './api/fakeFetch.ts'

const config = {
  shop: 'a.myshopify.com',
  rootUrl: '/',
  productId: 2,
  products: { 2: [1, 2] },
  gates: [1, 2].map((number) => ({ number, chains: [] })),
  texts: {},
} as unknown as GateConfig
const cart = {
  token: 'c',
  attributes: { _palisade: 'C-old' },
  items: [
    { key: 'k2', product_id: 2, variant_id: 21, quantity: 1, properties: { _palisade: 'L2-still-good' } },
  ],
}

/** Checks a page of gates 1 and 2 whose product is in the cart; returns the changes of the cart. */
async function check(gates: CheckedGate[], proof: string | null, more: Partial<GateConfig> = {}) {
  const calls = fakeFetch(() => Response.json(cart))
  const line = { productId: 2, variantId: 21 }
  const lineProofs = proof === null ? [] : [{ ...line, proof: 'L2-new' }]
  const answer: CheckAnswer = { gates, proof, lineProofs, session: 's' }
  const { signal } = new AbortController()
  const renew = async () => answer
  const parameters = {
    config: { ...config, ...more },
    variantId: 21,
    address: null,
    unlock: null,
    renew,
    carried: null,
    wait: { begin: () => {}, end: () => {} },
    signal,
  }
  const { unchecked } = await checkGates(parameters)
  return { unchecked, written: calls.slice(1).map((call) => call.body) }
}
const open: CheckedGate = { id: 1, kind: 'open', endsAt: 7 }
const closed: CheckedGate = { id: 1, kind: 'closed', because: 'unmet' }
const unchecked: CheckedGate = { id: 2, kind: 'unchecked', chain: 'base' }

describe('checkGates', () => {
  test('default: the proofs of open and closed gates are written in full', async () => {
    const { written, unchecked } = await check([open, { ...closed, id: 2 }], 'C-new')
    expect(unchecked).toEqual([])
    expect(written).toMatchObject([
      { attributes: { _palisade: 'C-new' } },
      { id: 'k2', properties: { _palisade: 'L2-new' } },
    ])
  })

  test('behavior: beside an open gate, an unchecked gate keeps its lines, and the attribute gets the new proof', async () => {
    const result = await check([open, unchecked], 'C-new')
    expect(result).toEqual({ unchecked: [2], written: [{ attributes: { _palisade: 'C-new' } }] })
  })

  test('behavior: without a new proof an unchecked gate keeps the attribute too', async () => {
    expect(await check([closed, unchecked], null)).toEqual({ unchecked: [2], written: [] })
    expect((await check([closed, { ...closed, id: 2 }], null)).written[0]).toEqual({
      attributes: { _palisade: '' },
    })
  })

  test('behavior: a block without gates leaves proofs alone that it knows nothing of', async () => {
    const apart = { productId: -1, products: {}, gates: [] }
    expect((await check([], null, apart)).written).toEqual([])
  })
})
