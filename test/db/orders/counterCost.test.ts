import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { authenticateTill } from '../../../app/flows/counter/authenticateTill.ts'
import { listCounter } from '../../../app/flows/counter/listCounter.ts'
import { engines } from '../engines.ts'
import { openCounted } from '../openCounted.ts'
import { ONCE, openShop } from './openCounter.ts'

/* Counts the statements of the counter's requests, and compares them with docs/costs.md. */
const document = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8')
const table = new Map(
  [...document.matchAll(/^\| ([^|]+) \| (\d+)\b/gm)].map(
    ([, name = '', count]) => [name, Number(count)] as const,
  ),
)
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

describe.runIf(isThere)('the statements of the counter', () => {
  const sent: string[] = []
  let db: Database
  openCounted({
    report: ({ name, text }) => void sent.push(name || text),
    take: (opened) => {
      db = opened
    },
  })

  /** The statements of one run, without those that begin and end a transaction. */
  const count = async (run: () => Promise<unknown>): Promise<number> => {
    sent.length = 0
    await run()
    return sent.filter((one) => !/^(?:BEGIN|COMMIT|SELECT 1)/i.test(one)).length
  }

  test('default: a key, a check and a charge cost what the document says', async () => {
    const { world, ctx, openTill, signIn, check, charge } = await openShop(db)
    const free = await world.makeGate()
    const till = await openTill()
    const { tills } = await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    const token = tills[0]?.token ?? ''
    const phone = await signIn()
    // Leases and sweeps of first requests.
    await phone.ask()
    await check(till, phone.show())
    await authenticateTill(ctx, { token, clientAddress: null })
    world.now += 20
    const found: Record<string, number> = {}
    found["the phone's page asks for a key, every five minutes"] = await count(() => phone.ask())
    found['any request of a till'] = await count(() => authenticateTill(ctx, { token, clientAddress: null }))
    found['a check of a code that nobody signed, or that is too old'] = await count(() =>
      check(till, forge(phone.show())).catch(() => undefined),
    )
    found['a check of a code'] = await count(() => check(till, phone.show()))
    world.now += 20
    const { checkId } = await check(till, phone.show())
    found['a charge'] = await count(() => charge(till, checkId, free))
    const limited = await world.makeGate({ limits: ONCE })
    world.now += 20
    found['a check of a code, with a limited gate'] = await count(() => check(till, phone.show()))
    world.now += 20
    const again = await check(till, phone.show())
    found['a charge of a limited gate'] = await count(() => charge(till, again.checkId, limited))
    const told = Object.fromEntries(Object.keys(found).map((name) => [name, table.get(name)]))
    expect(found).toEqual(told)
  })
})

/** Change the last digit of a code, which is hexadecimal. */
const forge = (code: string) => code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
