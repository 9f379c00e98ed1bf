import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HOOK_TOPICS } from '../../../app/hooks/topics.ts'
import { WEBHOOK_SAMPLES } from '../../vectors/webhookSamples.ts'
import { DOORS } from './doors.ts'
import { fuzzDoors } from './fuzzDoors.ts'
import type { DoorAnswer, DoorRequest, World } from './types.ts'

const SEEDS = {
  ...{ shop: 'a.myshopify.com', gate: 1, list: 'l', import: 'i', project: 'p', wallet: '0x' },
  ...{ publishableKey: 'pk', secretKey: 'sk', tillToken: 'ab', accessToken: 't' },
}
const REFUSAL = '{"msg":"The body is not JSON.","code":"ERR_BODY_INVALID","error":"ERR_BODY_INVALID"}'

/** A world that refuses everything rightly, but for one mistake. */
function makeWorld(
  mistake: (request: DoorRequest) => Partial<DoorAnswer> & { saves?: boolean; logs?: boolean },
): World {
  let gates = 0
  const faults: string[] = []
  return {
    seeds: SEEDS,
    send: async (request) => {
      const { saves, logs, ...answer } = mistake(request)
      if (saves) gates++
      if (logs) faults.push('12:00:00 error Rendering failed: object')
      return { status: 400, text: REFUSAL, ms: 1, ...answer }
    },
    makeFreshBody: async () => null,
    readChanges: async () => ({ gate: String(gates), rate_limit: '7' }),
    readExactly: async () => ({ gate: String(gates) }),
    countNewBlocks: async () => 0,
    readFaults: () => faults.splice(0),
    settleMs: 1,
    close: async () => undefined,
  }
}

/** Fuzz such a world; returns the kinds of what was found. */
async function findIn(mistake: Parameters<typeof makeWorld>[0]): Promise<string[]> {
  const folder = path.join(tmpdir(), `palisade-doors-${process.pid}-${Math.random()}`)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { files } = await fuzzDoors({
    ...{ world: makeWorld(mistake), inputs: 3_000, seed: 3, folder, foundFolder: folder },
    say: () => undefined,
  })
  const kept = files.map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as { kind: string; request: { text: string } },
  )
  for (const { request } of kept) expect(request.text.length).toBeLessThan(2_001)
  return [...new Set(kept.map(({ kind }) => kind))]
}

const has = ({ body }: DoorRequest, text: string) => Buffer.from(body).includes(text)

describe('doors of the fuzz run', () => {
  test('default: every route with an action is fuzzed, and every webhook', () => {
    const routes = readdirSync('app/routes').filter((file) =>
      /^export (?:const action\b|(?:async )?function action\b|\{[^}]*\baction\b)/m.test(
        readFileSync(path.join('app/routes', file), 'utf8'),
      ),
    )
    expect(routes.length).toBeGreaterThan(70)
    expect([...new Set(Object.keys(DOORS).map((name) => name.split(' ')[0]))].sort()).toEqual(routes.sort())
    expect(Object.keys(WEBHOOK_SAMPLES).sort()).toEqual(Object.keys(HOOK_TOPICS).sort())
  })

  test('behavior: a server without a mistake passes', async () => {
    expect(await findIn(() => ({}))).toEqual([])
  })

  test.each([
    ['a fault on a nested body', 'fault', (one) => (has(one, '[{"a":[') ? { status: 500, text: '{}' } : {})],
    [
      'a refusal whose code no table knows',
      'code',
      (one) => (has(one, '1e999') ? { text: '{"code":"ERR_ODD"}' } : {}),
    ],
    [
      'a refusal with the status of another code',
      'code',
      ({ path }) => (path === '/proxy/nonce' ? { status: 409 } : {}),
    ],
    [
      'a refusal that quotes a stack',
      'internals',
      (one) => (has(one, '\ufeff') ? { text: `${REFUSAL}\n    at run (a.ts:1:1)` } : {}),
    ],
    [
      'a proof for somebody whom no gate lets in',
      'unlocked',
      ({ path }) => (path === '/proxy/unlock' ? { status: 200, text: '{"proof":"p1~c~5f3a9c01~x"}' } : {}),
    ],
    [
      'a refusal that leaves a row behind',
      'half-saved',
      ({ path }) => (path === '/app/gates/save' ? { saves: true } : {}),
    ],
    [
      'a refusal with a fault in the log',
      'logged',
      ({ path }) => (path === '/app/gates/check' ? { logs: true } : {}),
    ],
    [
      'a page that names the file of its route',
      'internals',
      ({ path }) => (path === '/app/settings.data' ? { text: 'no action for route "routes/app"' } : {}),
    ],
    ['an answer that never comes', 'silent', (one) => (has(one, '__proto__') ? { status: 0, text: '' } : {})],
  ] satisfies [string, string, Parameters<typeof makeWorld>[0]][])(
    'refuses: %s',
    async (_, kind, mistake) => {
      expect(await findIn(mistake)).toEqual([kind])
    },
  )
})
