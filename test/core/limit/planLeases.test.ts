import { describe, expect, test } from 'vitest'
import { planReadLeases, planRequestLeases } from '../../../app/core/limit/planLeases.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { ProjectId } from '../../../app/core/project/types.ts'

const id = 'project-1' as ProjectId
const window = { now: 1_000, factor: 1 }

describe('planReadLeases', () => {
  test('behavior: every counter has a key of its own, even if the caller has a field "key"', () => {
    // A caller as a door passes it: its API key is called `key` too.
    const caller = {
      project: { id },
      client: '192.0.2.1' as ClientAddress,
      key: { kind: 'secret' },
      units: 9,
    }
    const keys = planReadLeases({ ...caller, ...window, walletAddress: '0xab', reads: 2 }).map(
      ({ key, units }) => `${units} ${key}`,
    )
    expect(keys).toEqual([
      '2 api-client-reads project-1 192.0.2.1',
      '2 api-wallet-reads project-1 0xab',
      '2 api-reads project-1',
    ])
    // A server with a secret key may ask about one wallet as often as about many.
    const ofServer = planReadLeases({ ...caller, ...window, client: null, walletAddress: '0xab', reads: 2 })
    expect(ofServer.map(({ key }) => key)).toEqual(['api-reads project-1'])
    expect(planRequestLeases({ ...caller, ...window }).map(({ key }) => key)).toEqual([
      'api-client project-1 192.0.2.1',
      'api-project project-1',
    ])
  })
})
