import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Combination, Gate } from '../../../app/core/gate/types.ts'
import { chooseUntil } from '../../../app/core/proof/chooseUntil.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { rotateAtOnce } from '../../../app/flows/keys/rotateAtOnce.ts'
import { rotateProofKey } from '../../../app/flows/keys/rotateProofKey.ts'
import { ensureDiscount } from '../../../app/flows/publication/ensureDiscount.ts'
import { ensureValidation } from '../../../app/flows/publication/ensureValidation.ts'
import { publishProofConfigs } from '../../../app/flows/publication/publishProofConfigs.ts'
import { signProofs } from '../../../app/flows/unlocks/signProofs.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import { makeGate } from '../../fakes/fakeContext.ts'
import { IS_LONG, SEED } from '../../random.ts'
import { openMemoryDatabase } from '../../standin/postgres/openMemoryDatabase.ts'
import { openRotationWorld, type RotationWorld } from './rotateProofKeyWorld.ts'

/*
 * Rotations, unlocks, new discounts, process crashes and the clock, in random order. Every call of a port is a step,
 * and any other actor may act between two steps. No actor lives longer than four minutes.
 */
const WORLDS = IS_LONG ? 12 : 3
const STEPS = 250
const LONGEST_SECONDS = 240

type Random = (below: number) => number

function makeRandom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Actor = { name: string; startedAt: number; go: (() => void) | null; isDone: boolean; told: () => void }
type Call = { name: string; argument: unknown; result: unknown }

/** All concurrent actors. Each `step` lets one of them make one call. */
function makeStage({ world, onCall }: { world: RotationWorld; onCall: (call: Call) => Promise<void> }) {
  const actors: Actor[] = []
  const failures: unknown[] = []

  const wrap = (actor: Actor): FlowContext => {
    const turn = () =>
      new Promise<void>((resolve) => {
        actor.go = resolve
        actor.told()
      })
    const wrapPort = (port: object, portName: string): unknown =>
      new Proxy(port, {
        get: (target, method) => {
          const real: unknown = Reflect.get(target, method)
          if (typeof real !== 'function') return real
          return async (argument: unknown) => {
            await turn()
            const result: unknown = await real(argument)
            await onCall({ name: `${portName}.${String(method)}`, argument, result })
            return result
          }
        },
      })
    return new Proxy(world.ctx, {
      get: (target, name) => {
        const port: unknown = Reflect.get(target, name)
        // Nobody waits for a line of the log, so it is no step.
        if (name === 'log') return port
        return typeof port === 'object' && port !== null ? wrapPort(port, String(name)) : port
      },
    })
  }

  return {
    actors,
    failures,
    spawn: async (name: string, run: (ctx: FlowContext) => Promise<unknown>): Promise<void> => {
      const actor: Actor = { name, startedAt: world.now(), go: null, isDone: false, told: () => {} }
      const told = new Promise<void>((resolve) => {
        actor.told = resolve
      })
      actors.push(actor)
      void run(wrap(actor))
        .catch((error: unknown) => failures.push(error))
        .finally(() => {
          actor.isDone = true
          remove(actors, actor)
          actor.told()
        })
      await told
    },
    step: async (actor: Actor): Promise<void> => {
      const told = new Promise<void>((resolve) => {
        actor.told = resolve
      })
      const { go } = actor
      actor.go = null
      go?.()
      await told
    },
    /** The actor's process crashes: it never takes another step. */
    kill: (actor: Actor) => remove(actors, actor),
  }
}

const isRead = (call: string) => /\.(?:find|load|list|read)(?![a-z])/.test(call)

function remove(actors: Actor[], actor: Actor): void {
  const at = actors.indexOf(actor)
  if (at >= 0) actors.splice(at, 1)
}

describe('a rotation among everything else', () => {
  let db: Database
  const seen = {
    rotations: 0,
    signed: 0,
    ended: 0,
    killed: 0,
    made: 0,
    unlocks: 0,
    whilePending: 0,
    refused: 0,
  }
  beforeAll(async () => {
    db = await openMemoryDatabase()
  })
  afterAll(() => db.close())

  async function play(seed: number): Promise<void> {
    const random = makeRandom(seed)
    const pick = <T>(from: readonly T[]): T | undefined => from[random(from.length)]
    const createRandomHex = (bytes: number) =>
      Array.from({ length: bytes }, () => random(256).toString(16).padStart(2, '0')).join('')
    const world = await openRotationWorld({ db, createRandomHex })
    const { ctx, myshopifyDomain, shopId } = world
    const log: string[] = []
    /** Keys that ended without waiting for their proofs, and keys that signed before every owner had them. */
    const cutShort = new Set<string>()
    const ofZones = new Set<string>()
    const proofs: { epoch: string; endsAt: number }[] = []
    /** Whether anything was written or signed since the last check: a read changes nothing that it compares. */
    let isChanged = true

    const onCall = async ({ name, argument, result }: Call): Promise<void> => {
      log.push(`${world.now()} ${name}`)
      if (name === 'proofKeys.rotate' && result === true) seen.rotations += 1
      if (name === 'proofKeys.sign') seen.signed += 1
      if (name === 'proofKeys.closeOlder') seen.ended += 1
      if (name === 'proofKeys.rotate' && (argument as { isAtOnce: boolean }).isAtOnce) await cut()
      if (name === 'shops.save') await cut()
      if (name === 'grants.open') await checkOpened(result as { epoch: string }[])
      if (!isRead(name)) isChanged = true
      if (isChanged) await checkAll()
      isChanged = false
    }
    const cut = async (): Promise<void> => {
      for (const { epoch, endsAt } of await world.listKeys()) if (endsAt !== null) cutShort.add(epoch)
    }
    const checkOpened = async (opened: readonly { epoch: string }[]): Promise<void> => {
      const keys = await world.listKeys()
      for (const { epoch } of opened) {
        seen.unlocks += 1
        const key = keys.find((one) => one.epoch === epoch)
        if (keys.some((one) => one.signsFrom === null && one.endsAt === null)) seen.whilePending += 1
        expect(key?.endsAt, `signed with a key that has ended: ${epoch}`).toBeNull()
        expect(key?.signsFrom, `signed with a key that may not sign yet: ${epoch}`).not.toBeNull()
        if (ofZones.has(epoch)) continue
        for (const owner of await world.knownOwners())
          expect(owner, 'an owner lacks the signing key').toContain(epoch)
      }
    }
    const checkAll = async (): Promise<void> => {
      for (const epochs of world.allConfigs()) expect(epochs.length).toBeLessThanOrEqual(3)
      const living = new Set(proofs.filter(({ endsAt }) => endsAt > world.now()).map(({ epoch }) => epoch))
      if (living.size === 0) return
      const owners = await world.knownOwners()
      for (const epoch of living) {
        if (cutShort.has(epoch) || ofZones.has(epoch)) continue
        for (const owner of owners) expect(owner, 'an owner refuses a living proof').toContain(epoch)
      }
    }

    const stage = makeStage({ world, onCall })
    const visit = await ctx.visits.create({
      id: `visit-${shopId}`,
      tokenHash: `hash-${shopId}`,
      shopId,
      wallets: [],
      vaults: [],
      keyThumbprint: null,
      now: world.now(),
      expiresAt: world.now() + 1e7,
    })
    const gate: Gate = makeGate({ shopId })

    const makeOwner = async (context: FlowContext): Promise<void> => {
      const shop = await context.shops.load(myshopifyDomain)
      if (random(4) === 0) await ensureValidation(context, { shop })
      else {
        const profile = await context.profiles.choose({
          shopId,
          combination: COMBINATIONS[random(8)] ?? NONE,
        })
        if (profile !== null) await ensureDiscount(context, { shop, profile })
      }
      seen.made += 1
      await publishProofConfigs(context, { shop: await context.shops.load(myshopifyDomain) })
    }
    const unlock = async (context: FlowContext): Promise<void> => {
      const shop = await context.shops.load(myshopifyDomain)
      const slot = chooseUntil({ now: world.now(), ianaTimezone: shop.ianaTimezone, proofLife: 3600 })
      const { proof } = await signProofs(context, {
        ...{ shop, known: null, read: [], visit, seen: null },
        open: [gate],
        isAbout: () => false,
        lines: [],
        cartToken: `cart-${random(4)}`,
        customerId: null,
        until: slot.until,
        endsAt: slot.endsAt + 900,
      })
      const epoch = proof?.split('~')[2] ?? ''
      proofs.push({ epoch, endsAt: slot.endsAt })
      isChanged = true
    }
    const changeZone = async (context: FlowContext): Promise<void> => {
      const ianaTimezone = pick(['Europe/Berlin', 'Asia/Tokyo', 'America/New_York']) ?? 'UTC'
      await context.shops.save({ ...world.record, ianaTimezone, savedAt: world.now() })
      const [newest] = await world.listKeys()
      if (newest?.signsFrom === newest?.createdAt && newest) ofZones.add(newest.epoch)
      await publishProofConfigs(context, { shop: await context.shops.load(myshopifyDomain) })
    }
    const work = (context: FlowContext) => runDueJobs({ door: world.doorOf(context) })
    const ask = { myshopifyDomain, actor: 'staff:1' }
    const cast: readonly [number, string, (context: FlowContext) => Promise<unknown>][] = [
      [6, 'unlock', unlock],
      [5, 'work', work],
      [3, 'owner', makeOwner],
      [3, 'rotate', (context) => rotateProofKey(context, ask)],
      [1, 'at-once', (context) => (random(3) === 0 ? rotateAtOnce(context, ask) : Promise.resolve())],
      [1, 'zone', (context) => (random(6) === 0 ? changeZone(context) : Promise.resolve())],
    ]
    const weights = cast.flatMap((one) => Array.from({ length: one[0] }, () => one))
    const advance = (seconds: number) => {
      world.setNow(world.now() + seconds)
      for (const actor of [...stage.actors]) {
        if (world.now() - actor.startedAt <= LONGEST_SECONDS) continue
        stage.kill(actor)
        seen.killed += 1
      }
    }

    const playOn = async (): Promise<void> => {
      for (const name of ['first', 'second']) await settle(stage, name, makeOwner)
      for (let i = 0; i < STEPS; i++) {
        const dice = random(100)
        if (dice < 18 && stage.actors.length < 5) {
          const next = pick(weights)
          if (next) await stage.spawn(next[1], next[2])
        } else if (dice < 20) {
          const actor = pick(stage.actors)
          if (actor) {
            stage.kill(actor)
            seen.killed += 1
          }
        } else if (dice < 24) advance(1 + random(90))
        else if (dice < 27) {
          if (random(3) > 0) await finish(stage)
          advance(pick([301, 901, random(3 * 3600)]) ?? 0)
        } else if (dice === 27) world.shopify.failing = 'writeMetafields'
        else {
          const actor = pick(stage.actors)
          // Sometimes one actor takes many steps while the others wait in the middle of theirs.
          const steps = random(4) === 0 ? random(60) : 1
          for (let n = 0; actor && n < steps && !actor.isDone; n++) await stage.step(actor)
        }
        check(stage.failures)
      }
      // All running actors crash; after that nothing else fails.
      for (const actor of [...stage.actors]) stage.kill(actor)
      world.shopify.failing = null
      for (let i = 0; (await world.findJob()) !== null; i++) {
        expect(i, 'a rotation does not end').toBeLessThan(30)
        const job = await world.findJob()
        // Nobody takes a job while a dead process's lock lasts.
        const due = Math.max(world.now(), Number(job?.lockedUntil) || Number(job?.runAt))
        world.setNow(due)
        await settle(stage, 'work', work)
        check(stage.failures)
      }
      await publishProofConfigs(ctx, { shop: await ctx.shops.load(myshopifyDomain) })
      const standing = (await world.listKeys()).filter(({ endsAt }) => endsAt === null)
      expect(standing).toHaveLength(1)
      expect(standing[0]?.signsFrom).not.toBeNull()
      for (const owner of await world.knownOwners()) expect(owner).toEqual([standing[0]?.epoch])
    }
    try {
      await playOn()
    } catch (error) {
      throw new Error(`seed ${seed}, after ${log.slice(-25).join(', ')}`, { cause: error })
    }
  }

  async function settle(
    stage: ReturnType<typeof makeStage>,
    name: string,
    run: (ctx: FlowContext) => Promise<unknown>,
  ): Promise<void> {
    await stage.spawn(name, run)
    await finish(stage)
  }

  async function finish(stage: ReturnType<typeof makeStage>): Promise<void> {
    for (let actor = stage.actors.at(-1); actor; actor = stage.actors.at(-1)) await stage.step(actor)
  }

  /** Errors that are expected when others act in between; any other one is a fault. */
  function check(failures: unknown[]): void {
    for (const failure of failures.splice(0)) {
      const code: unknown = Reflect.get(Object(failure), 'code')
      if (!['ERR_SHOPIFY_STALE', 'ERR_SHOPIFY_USER', 'ERR_KEYS_CHANGING'].includes(String(code)))
        throw failure
      seen.refused += 1
    }
  }

  test(`behavior: whatever comes in between, no grant is signed by a key that an owner lacks or that has ended (seed ${SEED})`, async () => {
    for (let i = 0; i < WORLDS; i++) await play(SEED + i)
    console.info(`rotations among everything else: ${JSON.stringify(seen)}`)
    for (const [name, count] of Object.entries(seen)) expect(count, name).toBeGreaterThan(0)
  }, 900_000)
})

const NONE: Combination = {
  orderDiscounts: false,
  productDiscounts: false,
  shippingDiscounts: false,
  purchases: 'both',
}
const COMBINATIONS: readonly Combination[] = Array.from({ length: 8 }, (_, i) => ({
  ...NONE,
  orderDiscounts: (i & 1) > 0,
  productDiscounts: (i & 2) > 0,
  shippingDiscounts: (i & 4) > 0,
}))
