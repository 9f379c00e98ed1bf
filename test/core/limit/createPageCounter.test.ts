import { describe, expect, test } from 'vitest'
import { createPageCounter } from '../../../app/core/limit/createPageCounter.ts'
import { findClientAddress } from '../../../app/core/limit/findClientAddress.ts'
import { isOwnNetwork } from '../../../app/core/limit/isOwnNetwork.ts'
import { pageLimit, sharedPageLimit } from '../../../app/core/limit/limits.ts'

const find = (address: string) => {
  const client = findClientAddress(address)
  if (client === null) throw new Error(`${address} is no address.`)
  return client
}

describe('isOwnNetwork', () => {
  test.each([
    ['127.0.0.1', '127.255.0.9', '10.0.0.1', '172.16.0.1', '172.31.255.1', '192.168.1.1', '169.254.1.1'],
    [
      '100.64.0.1',
      '100.99.0.1',
      '100.127.255.1',
      '::1',
      '::ffff:127.0.0.1',
      'fd00::1',
      'fc12:3::1',
      'fe80::1',
    ],
  ])('default: %s and the like are private networks', (...addresses) => {
    expect(addresses.filter((address) => !isOwnNetwork(find(address)))).toEqual([])
  })

  test('behavior: public addresses are no private network', () => {
    const addresses = ['1.2.3.4', '12.7.0.1', '100.63.0.1', '100.128.0.1', '172.15.0.1', '172.32.0.1']
    const others = ['192.167.1.1', '110.0.0.1', '2001:db8::1', 'fec0:1::1', '0:0:0:1::1', '2606:4700::fd00']
    expect([...addresses, ...others].filter((address) => isOwnNetwork(find(address)))).toEqual([])
  })
})

describe('createPageCounter', () => {
  const passed = (address: string, times: number, factor = 1) => {
    const count = createPageCounter({ factor })
    const client = find(address)
    const answers = Array.from({ length: times }, () => count({ client, now: 1_800_000_000 }))
    return answers.filter((answer) => answer === null).length
  }

  test('default: a client passes as often as its limit allows', () => {
    expect(passed('203.0.113.9', 1_000)).toBe(pageLimit.most)
    expect(passed('203.0.113.9', 2_000, 2)).toBe(pageLimit.most * 2)
  })

  test('behavior: an address of a private network, such as a proxy, has the shared limit', () => {
    expect(passed('127.0.0.1', 20_000)).toBe(sharedPageLimit.most)
  })
})
