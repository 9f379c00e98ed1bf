import { describe, expect, test } from 'vitest'
import { type DraftNode, isDraftGroup } from '../../../app/admin/editor/draft.ts'
import { listDraftConditions } from '../../../app/admin/editor/tree.ts'
import { updateNodePosition } from '../../../app/admin/editor/updateNodePosition.ts'
import { growTree as grow, type Shape } from './growTree.ts'

const shrink = (node: DraftNode): unknown =>
  isDraftGroup(node) ? { [node.key]: node.of.map(shrink) } : node.key
const move = (shape: Shape, key: string, step: -1 | 1) => shrink(updateNodePosition(grow(shape), key, step))

describe('updateNodePosition', () => {
  test('default: neighbours change places', () => {
    expect(move(['a', 'b', 'c'], 'b', 1)).toEqual({ root: ['a', 'c', 'b'] })
    expect(move(['a', 'b', 'c'], 'b', -1)).toEqual({ root: ['b', 'a', 'c'] })
  })

  test('behavior: a node enters a group in its way, and leaves its group at the end', () => {
    expect(move(['a', { g: ['b'] }], 'a', 1)).toEqual({ root: [{ g: ['a', 'b'] }] })
    expect(move([{ g: ['b'] }, 'a'], 'a', -1)).toEqual({ root: [{ g: ['b', 'a'] }] })
    expect(move([{ g: ['a', 'b'] }, 'c'], 'b', 1)).toEqual({ root: [{ g: ['a'] }, 'b', 'c'] })
    expect(move(['c', { g: ['a', 'b'] }], 'a', -1)).toEqual({ root: ['c', 'a', { g: ['b'] }] })
  })

  test('behavior: nothing moves at the ends, and an unknown key changes nothing', () => {
    const root = grow(['a', 'b'])
    for (const [key, step] of [
      ['a', -1],
      ['b', 1],
      ['root', 1],
      ['x', 1],
    ] as const) {
      expect(updateNodePosition(root, key, step)).toBe(root)
    }
  })

  test('behavior: step by step a condition reaches every place, and returns the same way', () => {
    const shape: Shape = ['x', 'a', { g: ['b', { h: ['c'] }, 'd'] }, 'e']
    const seen = [JSON.stringify(shrink(grow(shape)))]
    let root = grow(shape)
    for (;;) {
      const next = updateNodePosition(root, 'x', 1)
      if (next === root) break
      root = next
      seen.push(JSON.stringify(shrink(root)))
      expect(
        listDraftConditions(root)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(['a', 'b', 'c', 'd', 'e', 'x'])
    }
    expect(shrink(root)).toEqual({ root: ['a', { g: ['b', { h: ['c'] }, 'd'] }, 'e', 'x'] })
    expect(new Set(seen).size).toBe(seen.length)
    for (let i = seen.length - 2; i >= 0; i -= 1) {
      root = updateNodePosition(root, 'x', -1)
      expect(JSON.stringify(shrink(root))).toBe(seen[i])
    }
  })

  test('behavior: a group skips another group in which it would be too deep', () => {
    const shape: Shape = [{ x: ['a'] }, { g: [{ h: [{ i: [{ j: ['b'] }] }] }] }]
    const entered = updateNodePosition(grow(shape), 'x', 1)
    expect(shrink(entered)).toEqual({ root: [{ g: [{ x: ['a'] }, { h: [{ i: [{ j: ['b'] }] }] }] }] })
    const deep: Shape = [{ x: [{ y: [{ z: [{ w: ['a'] }] }] }] }, { g: ['b'] }]
    expect(move(deep, 'x', 1)).toEqual({ root: [{ g: ['b'] }, { x: [{ y: [{ z: [{ w: ['a'] }] }] }] }] })
  })
})
