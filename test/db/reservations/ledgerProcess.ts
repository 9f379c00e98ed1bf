// Run by ledgerProcess.long.test.ts as a separate process. `race`: for each line of input it runs parallel unlocks and
// prints how many were reserved. `die`: it goes through a purchase and kills itself at one of its steps.
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Limits, ShopId } from '../../../app/core/gate/types.ts'
import { createGrantsPort } from '../../../app/db/grants.ts'
import { createMemory } from '../../../app/db/known/createMemory.ts'
import { createLedgerPort } from '../../../app/db/ledger.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { createReservationsPort } from '../../../app/db/reservations.ts'
import { gateNumber, UNBOUND } from '../samples.ts'
import { at, sampleWant } from './sampleWant.ts'

export type RaceLine = { shopId: string; limits: Limits; visits: string; calls: number }
export type Purchase = { shopId: string; visit: string; order: number; dieAt: number; ticks: number }

const [, , mode = '', url = '', told = ''] = process.argv
const db = await openDatabase({ kind: 'postgresql', url })
const reservations = createReservationsPort({ db })

async function race({ shopId, limits, visits, calls }: RaceLine): Promise<number> {
  const want = sampleWant({ limits, tokens: ['t1'] })
  const answers = await Promise.all(
    Array.from({ length: calls }, (_, i) =>
      reservations.reserve({ shopId: BigInt(shopId) as ShopId, visitId: `${visits}${i}`, at, wants: [want] }),
    ),
  )
  return answers.flat().filter(({ kind }) => kind === 'reserved').length
}

/**
 * Reserve, grant, order, commit. At step `dieAt` the process kills itself, `ticks` turns of its loop after the step
 * began.
 */
async function buy({ shopId: id, visit, order, dieAt, ticks }: Purchase): Promise<void> {
  const shopId = BigInt(id) as ShopId
  const wants = [1, 2].map((gate) =>
    sampleWant({ gate: gateNumber(gate), limits: { perWallet: 1, perToken: null, total: 1 } }),
  )
  const gates = wants.map(({ gate, revision }) => ({ gate, revision }))
  const grant = {
    carrier: 'c',
    cartToken: visit,
    productId: null,
    variantId: null,
    newId: visit.padStart(16, '0'),
    gates,
    buyer: '0',
    until: '2026112505',
    endsAt: at + 4_500,
  } as const
  const told = { shopId, orderId: BigInt(order), orderedAt: at + 60, at: at + 61, closes: [] }
  const paying = { id: grant.newId, visitId: visit }
  const steps = [
    () => reservations.reserve({ shopId, visitId: visit, at, wants }),
    () =>
      createGrantsPort({ db, memory: createMemory({ now: () => 0 }) }).open({
        ...UNBOUND,
        shopId,
        visitId: visit,
        grants: [grant],
        at,
      }),
    () =>
      createLedgerPort({ db }).settle({ ...told, grants: [{ ...paying, limited: [1, 2], released: [] }] }),
    () => createLedgerPort({ db }).settle({ ...told, grants: [{ ...paying, limited: [1], released: [2] }] }),
  ]
  for (const [index, step] of steps.entries()) {
    const done = step()
    if (index === dieAt) {
      for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate)
      if (ticks < 0) await done
      process.kill(process.pid, 'SIGKILL')
    }
    await done
    writeSync(1, `${index}\n`)
  }
}

if (mode === 'die') await buy(JSON.parse(told))
writeSync(1, 'ready\n')
for await (const line of createInterface({ input: process.stdin }))
  writeSync(1, `${await race(JSON.parse(line))}\n`)
await db.close()
