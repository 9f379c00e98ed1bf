import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAll } from '../../../scripts/buildAll.ts'
import { openCorpus } from './corpus.ts'
import { DOORS } from './doors.ts'
import { checkRequest, FOUND_FOLDER, fuzzDoors, type KeptRequest, toRequest } from './fuzzDoors.ts'
import { openWorld } from './openWorld.ts'
import { runRound } from './runRound.ts'
import type { World } from './types.ts'

const SEED = 20261129
const REQUESTS = 2_500
const files = existsSync(FOUND_FOLDER) ? readdirSync(FOUND_FOLDER) : []

let world: World
beforeAll(async () => {
  await buildAll()
  world = await openWorld()
}, 600_000)
afterAll(() => world?.close())

describe('changed requests at every door of the built server', () => {
  test('default: no fault, no unknown code, nothing half-saved, nothing unlocked', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'palisade-doors-'))
    try {
      const said: string[] = []
      const result = await fuzzDoors({
        ...{ world, inputs: REQUESTS, seed: SEED, folder, foundFolder: folder },
        say: (line) => said.push(line),
      })
      expect(said.filter((line) => line.startsWith('FAILED'))).toEqual([])
      expect(result.requests).toBe(REQUESTS)
      // Most changed requests are refused, and some are still right.
      expect(result.refused).toBeGreaterThan(0.4 * REQUESTS)
      expect(result.refused).toBeLessThan(0.95 * REQUESTS)
      // A second run has nothing left to do.
      const again = await fuzzDoors({
        ...{ world, inputs: REQUESTS, seed: SEED, folder, foundFolder: folder },
        say: () => undefined,
      })
      expect(again.requests).toBe(result.requests)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }, 900_000)

  test('behavior: the triggers see a save, and a request whose save is allowed is no failure', async () => {
    const before = await world.readChanges()
    const request = {
      ...{ door: 'app.lists.new.ts', method: 'POST', path: '/app/lists/new', lies: 'not' as const },
      headers: { 'content-type': 'application/json' },
    }
    const body = Buffer.from(JSON.stringify({ name: 'Seen' }))
    expect(await checkRequest(world, { ...request, body })).toBeNull()
    const after = await world.readChanges()
    expect(Number(after.list)).toBeGreaterThan(Number(before.list))
    expect(await checkRequest(world, { ...request, body: Buffer.from('{"name":7}') })).toBeNull()
    expect((await world.readChanges()).list).toBe(after.list)
  }, 120_000)

  test('behavior: the same seed and rank send the same requests', async () => {
    const sent: string[] = []
    const recorder: World = {
      ...world,
      makeFreshBody: async () => null,
      send: async ({ path: target, body }) => {
        sent.push(`${target} ${Buffer.from(body).toString('base64')}`)
        return { status: 200, text: '{}', ms: 1 }
      },
    }
    for (const rank of [1, 2, 3, 1, 2, 3])
      await runRound({ world: recorder, seed: 5, rank, corpus: openCorpus(), count: 40 })
    expect(sent.slice(0, sent.length / 2)).toEqual(sent.slice(sent.length / 2))
  })

  test.runIf(files.length > 0).each(files)('refuses: what once was wrong in %s', async (file) => {
    const { request } = JSON.parse(readFileSync(path.join(FOUND_FOLDER, file), 'utf8')) as {
      request: KeptRequest
    }
    expect(Object.keys(DOORS)).toContain(request.door)
    expect(await checkRequest(world, toRequest(request))).toBeNull()
  })
})
