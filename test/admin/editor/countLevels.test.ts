import { describe, expect, test } from 'vitest'
import { countLevels, hasRoomForGroup } from '../../../app/admin/editor/countLevels.ts'
import { growTree as grow } from './growTree.ts'

describe('countLevels', () => {
  test('default', () => {
    expect(countLevels(grow(['a']))).toBe(1)
    expect(countLevels(grow([{ g: [{ h: ['a'] }] }]))).toBe(3)
  })

  test('behavior: "none of" several conditions counts as two levels', () => {
    expect(countLevels(grow(['a'], 'root', 'none'))).toBe(1)
    expect(countLevels(grow(['a', 'b'], 'root', 'none'))).toBe(2)
  })
})

describe('hasRoomForGroup', () => {
  test('default: at most five levels', () => {
    const root = grow([{ g: [{ h: [{ i: [{ j: ['a'] }] }] }] }])
    expect(hasRoomForGroup(root, 'i')).toBe(true)
    expect(hasRoomForGroup(root, 'j')).toBe(false)
  })
})
