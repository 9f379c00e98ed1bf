import { afterAll, beforeAll, describe, test } from 'vitest'
import { fc, IS_LONG } from '../random.ts'
import { expectRefusal, expectSane } from './expectRefusal.ts'
import { type Address, listAddresses } from './listAddresses.ts'
import { type ApiCall, type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let addresses: Address[]
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject()
  addresses = (await listAddresses({ api, project, wallet: openWallet('owl') })).filter(
    ({ body }) => body !== null,
  )
})
afterAll(() => api?.close())

const pick = (i: number) => addresses[i % addresses.length] as Address
const send = (address: Address, body: ApiCall['body']) => api.call({ ...address, body })

describe('random input', () => {
  test('behavior: any JSON at any endpoint is accepted or refused', async () => {
    const anything = fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 5 }))
    await fc.assert(
      fc.asyncProperty(anything, async ([i, value]) => {
        const address = pick(i)
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
        expectSane(await send(address, JSON.stringify(isObject ? { ...address.body, ...value } : value)))
      }),
      { numRuns: IS_LONG ? 300 : 100 },
    )
  })

  test('behavior: any change of any field is accepted or refused', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    const value = fc.oneof(text, fc.double(), fc.jsonValue({ maxDepth: 3 }), fc.array(text, { maxLength: 4 }))
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), value, async (i, j, strange) => {
        const address = pick(i)
        const names = [
          ...Object.keys(address.body ?? {}),
          'requirements',
          'chain',
          'context',
          'message',
          'collection',
        ]
        const name = names[j % names.length] ?? ''
        expectSane(await send(address, JSON.stringify({ ...address.body, [name]: strange })), [
          project.secretKey,
        ])
      }),
      { numRuns: IS_LONG ? 500 : 200 },
    )
  })

  test('behavior: any bytes at any endpoint are accepted or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.uint8Array({ maxLength: 400 }), async (i, bytes) => {
        expectRefusal({ answer: await send(pick(i), bytes) })
      }),
      { numRuns: IS_LONG ? 300 : 100 },
    )
  })
})
