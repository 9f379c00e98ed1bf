import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import type { Database } from '../../../app/db/database.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { reconcileRestored } from '../../../app/flows/shops/reconcileRestored.ts'
import { createDatabase } from '../createDatabase.ts'
import { engines } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { makeLine, openWorld } from '../orders/openWorld.ts'
import { checkRelease } from './checkRelease.ts'
import { RELEASE_SHOP, writeRelease } from './release.ts'

/** A database that can be saved and set back to what was saved, as docs/backup.md says. */
type Saved = {
  readonly db: Database
  readonly save: () => Promise<void>
  readonly restore: () => Promise<Database>
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openServed(): Promise<Saved> {
  const { url } = inject('postgres')
  const [one, other] = [await createDatabase({ url }), await createDatabase({ url })]
  onTestFinished(async () => {
    for (const { drop } of [one, other]) await drop()
  })
  const file = path.join(makeFolder(), 'palisade.dump')
  return {
    db: await openDatabase({ kind: 'postgresql', url: one.url }),
    save: async () => void execFileSync('pg_dump', ['--format=custom', '--file', file, one.url]),
    restore: async () => {
      execFileSync('pg_restore', ['--no-owner', '--exit-on-error', '--dbname', other.url, file])
      return openDatabase({ kind: 'postgresql', url: other.url })
    },
  }
}

async function openEmbedded(): Promise<Saved> {
  const [dataDir, copy, back] = [makeFolder(), makeFolder(), makeFolder()]
  const db = await openDatabase({ kind: 'pglite', dataDir })
  return {
    db,
    save: async () => {
      // The server is stopped for the copy.
      await db.close()
      cpSync(path.join(dataDir, 'pg'), path.join(copy, 'pg'), { recursive: true })
    },
    restore: async () => {
      cpSync(path.join(copy, 'pg'), path.join(back, 'pg'), { recursive: true })
      return openDatabase({ kind: 'pglite', dataDir: back })
    },
  }
}

const open = (name: string) => (name === 'PGlite' ? openEmbedded() : openServed())

test.each(engines)(
  'behavior: a backup is restored into an empty database, and all goes on, on $name',
  async ({ name }) => {
    const { db, save, restore } = await open(name)
    const facts = await writeRelease(db)
    await save()
    await db.close()
    const restored = await restore()
    onTestFinished(() => restored.close())
    expect(restored.applied).toEqual([])
    await checkRelease({ db: restored, facts })
  },
)

test.runIf(engines.some(({ name }) => name === 'PostgreSQL'))(
  'behavior: what was signed after the backup ends when its keys are ended, and its orders are found again',
  async () => {
    const { db, save, restore } = await openServed()
    const facts = await writeRelease(db)
    await save()
    // After the backup: a use of the limited gate by a new wallet, and its order.
    const later = await openWorld({ db, record: RELEASE_SHOP })
    const [gate] = (await later.ports.gates.listReadable({ shopId: RELEASE_SHOP.id })).gates.filter(
      ({ number }) => number === facts.gate,
    )
    if (!gate) throw new Error('The gate is gone.')
    const lost = await later.unlock({ gates: [gate] })
    later.shopify.place({ id: 9, proof: lost.proofs.c })
    await later.hear(9)
    expect(await later.outcome(9)).toBe('committed')
    await db.close()

    const restored = await restore()
    onTestFinished(() => restored.close())
    const world = await openWorld({ db: restored, record: RELEASE_SHOP })
    // The database has forgotten the order and the use: the same wallet could use the gate again.
    expect(await world.outcome(9)).toBeNull()
    expect((await world.unlock({ gates: [gate], wallet: lost.wallet })).usedUp).toEqual([])
    const stores = makeStores(restored, { now: () => world.now })
    const before = await stores.proofKeys.listStanding({ shopId: RELEASE_SHOP.id })
    expect(
      await reconcileRestored({ ...stores, jobs: world.ports.jobs, now: () => world.now, createRandomHex }),
    ).toEqual([RELEASE_SHOP.myshopifyDomain])
    // No key that signed before is left, so the checkout refuses every proof of the forgotten time.
    const standing = await stores.proofKeys.listStanding({ shopId: RELEASE_SHOP.id })
    expect(standing.filter(({ epoch }) => before.some((one) => one.epoch === epoch))).toEqual([])
    const due = (await world.jobs()).map(({ kind }) => kind).sort()
    expect(due).toEqual(expect.arrayContaining(['reconcile', 'rotate']))
    // The order of the forgotten time is settled again. Its grant is gone, so staff decide.
    await restored.prisma.job.deleteMany()
    world.shopify.place({ id: 9, proof: lost.proofs.c, lines: [makeLine()] })
    await world.hear(9)
    expect(await world.outcome(9)).toBe('unmatched')
  },
)
