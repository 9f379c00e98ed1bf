import { describe, expect, test } from 'vitest'
import { formatGateCopy, parseCopiedNumber } from '../../../app/admin/editor/formatGateCopy.ts'
import { NO_SUBJECTS } from '../../../app/admin/editor/startDraft.ts'
import { findStoreUrl } from '../../../app/admin/editor/useGateHeader.tsx'
import { formatGateView } from '../../../app/admin/formatGateView.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

describe('formatGateCopy', () => {
  test('default: everything of the gate, with a name of its own', () => {
    const gate = makeGate({ name: 'Owls', cap: 3, state: 'paused' })
    const copy = formatGateCopy({ gate, subjects: NO_SUBJECTS, shop, now: NOW })
    const { form } = formatGateView({ gate, shop, now: NOW })
    expect(copy.gate.form).toEqual({ ...form, name: 'Copy of Owls' })
  })

  test('behavior: a long name is cut to what a gate may have', () => {
    const gate = makeGate({ name: 'x'.repeat(80) })
    expect(formatGateCopy({ gate, subjects: NO_SUBJECTS, shop, now: NOW }).gate.form.name).toHaveLength(80)
  })
})

describe('parseCopiedNumber', () => {
  test('default', () => {
    const parse = (query: string) => parseCopiedNumber(new URLSearchParams(query))
    expect(['from=82', '', 'from=0', 'from=x', 'from=1e9'].map(parse)).toEqual([82, null, null, null, null])
  })
})

describe('findStoreUrl', () => {
  const product = { id: 1, title: 'Mug', imageUrl: null }

  test('default: the page of the first product that has one', () => {
    const storeUrl = 'https://harbor.example/products/mug'
    expect(findStoreUrl({ ...NO_SUBJECTS, products: [product, { ...product, storeUrl }] })).toBe(storeUrl)
  })

  test('behavior: none, where no product is in the online store', () => {
    expect(findStoreUrl({ ...NO_SUBJECTS, products: [{ ...product, storeUrl: null }] })).toBeNull()
  })
})
