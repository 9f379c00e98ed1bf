import { describe, expect, test } from 'vitest'
import { formatDraftJson, parseDraftJson } from '../../../app/core/gate/draftJson.ts'
import { makeGate } from '../../fakes/fakeContext.ts'

describe('the stored draft of a gate', () => {
  test('default: the name of the discount is kept', () => {
    for (const discountName of ['Owl days', null]) {
      expect(parseDraftJson(formatDraftJson(makeGate({ discountName }))).discountName).toBe(discountName)
    }
  })

  test('behavior: a version from before discounts had names has none', () => {
    const { discountName: _, ...older } = formatDraftJson(makeGate())
    expect(parseDraftJson(older).discountName).toBeNull()
  })

  test('refuses: a name that is no text (ERR_STORED_INVALID)', () => {
    const wrong = { ...formatDraftJson(makeGate()), discountName: 5 }
    expect(() => parseDraftJson(wrong)).toThrowError(expect.objectContaining({ code: 'ERR_STORED_INVALID' }))
  })
})
