import { describe, expect, test } from 'vitest'
import type { GateNumber, ShopId } from '../../../app/core/gate/types.ts'
import { createMemory } from '../../../app/db/known/createMemory.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const { id: shopId, myshopifyDomain } = shop
const gate = { ...makeGate(), version: '7' }
const key = { epoch: '5f3a9c01', createdAt: 0, signsFrom: 0, key: new Uint8Array(32) }

function open() {
  const clock = { now: 1_000 }
  const memory = createMemory({ now: () => clock.now })
  const find = () => ({
    shop: memory.findShop(myshopifyDomain)?.version ?? null,
    gate: memory.findGate({ shopId, number: gate.number })?.version ?? null,
    key: memory.findKey({ shopId, epoch: key.epoch })?.epoch ?? null,
  })
  const write = (version: string) => memory.writeShop({ ...shop, version })
  const writeAll = () => {
    write('1')
    memory.writeGates({ shopId, gates: [gate] })
    memory.writeKeys({ shopId, keys: [key] })
  }
  return { clock, memory, find, write, writeAll }
}
const NOTHING = { shop: null, gate: null, key: null }

describe('createMemory', () => {
  test('default: it finds a shop with its gates and keys, and forgets all of them at once', () => {
    const { memory, find, writeAll } = open()
    expect(find()).toEqual(NOTHING)
    writeAll()
    expect(find()).toEqual({ shop: '1', gate: '7', key: key.epoch })
    expect(memory.findGate({ shopId: 2n as ShopId, number: gate.number })).toBeNull()
    expect(memory.findGate({ shopId, number: 83 as GateNumber })).toBeNull()
    memory.forget(shopId)
    expect(find()).toEqual(NOTHING)
  })

  test('behavior: the same version keeps gates and keys, and another one forgets them', () => {
    const { find, write, writeAll } = open()
    writeAll()
    write('1')
    expect(find()).toEqual({ shop: '1', gate: '7', key: key.epoch })
    write('2')
    expect(find()).toEqual({ shop: '2', gate: null, key: null })
  })

  test('behavior: nothing is older than a minute, or younger than the clock', () => {
    const { clock, find, writeAll } = open()
    writeAll()
    clock.now += 59
    expect(find().gate).toBe('7')
    clock.now += 1
    expect(find()).toEqual(NOTHING)
    clock.now = 999
    expect(find()).toEqual(NOTHING)
  })

  test('behavior: gates and keys of a shop that is not remembered are not either', () => {
    const { memory, find } = open()
    memory.writeGates({ shopId, gates: [gate] })
    memory.writeKeys({ shopId, keys: [key] })
    expect(find()).toEqual(NOTHING)
  })
})
