import { createHash, createHmac } from 'node:crypto'
import type { ContractDescription } from '../../../app/core/chain/describe.ts'
import { NotFoundError } from '../../../app/core/errors/base.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { fake } from '../../fakes/fake.ts'
import { type FakeApiPorts, type FakeApiState, fakeApi, makeFakeApiState } from '../../fakes/fakeApi.ts'
import { NOW, shop } from '../../fakes/fakeContext.ts'

export type FakeProjects = {
  readonly ctx: FakeApiPorts &
    Pick<
      FlowContext,
      'now' | 'createRandomHex' | 'hashSecret' | 'hashPersonal' | 'shops' | 'describeContract'
    >
  readonly state: FakeApiState & {
    now: number
    /** The chain's description of every contract; an Error is thrown. */
    contract: ContractDescription | Error
    rotated: { at: number; endsAt: number }[]
    taken: { tid: string; expiresAt: number }[]
  }
}

export const otherShop: typeof shop = {
  ...shop,
  id: (shop.id + 1n) as typeof shop.id,
  myshopifyDomain: 'other.myshopify.com',
}

/** The ports of projects in memory, for two shops and the operator, without a project. */
export function fakeProjects(): FakeProjects {
  const state: FakeProjects['state'] = {
    ...makeFakeApiState(),
    projects: [],
    keys: [],
    now: NOW,
    contract: { kind: 'erc721', name: 'Night Owls', symbol: 'OWL' },
    rotated: [],
    taken: [],
  }
  const api = fakeApi(state)
  let dice = 0
  return {
    state,
    ctx: fake<FakeProjects['ctx']>({
      ...api,
      now: () => state.now,
      createRandomHex: (bytes) => (++dice).toString(16).padStart(bytes * 2, '0'),
      hashSecret: (secret) => createHash('sha256').update(secret).digest('hex'),
      hashPersonal: (text) => createHmac('sha256', 'a secret').update(text).digest('hex'),
      shops: {
        load: async (myshopifyDomain) => {
          const found = [shop, otherShop].find((one) => one.myshopifyDomain === myshopifyDomain)
          if (found) return found
          throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'There is no such shop.')
        },
      },
      describeContract: async () => {
        if (state.contract instanceof Error) throw state.contract
        return state.contract
      },
      signingKeys: {
        rotate: async (change) => {
          state.rotated.push(change)
          return { kid: `key-${state.rotated.length}` }
        },
      },
      revokedTokens: { ...api.revokedTokens, add: async (token) => void state.taken.push(token) },
    }),
  }
}
