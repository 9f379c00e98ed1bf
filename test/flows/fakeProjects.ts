import { createHash } from 'node:crypto'
import type { ContractDescription } from '../../app/core/chain/describe.ts'
import { ConflictError, NotFoundError } from '../../app/core/errors/base.ts'
import type { ApiKey, Project, ProjectOwner } from '../../app/core/project/types.ts'
import type { Needs } from '../../app/flows/context.ts'
import { NOW, shop } from '../fakes/fakeContext.ts'

export type FakeProjects = {
  readonly ctx: Needs<
    | 'now'
    | 'randomHex'
    | 'hashSecret'
    | 'shops'
    | 'projects'
    | 'apiKeys'
    | 'describeContract'
    | 'signingKeys'
    | 'revokedTokens'
  >
  readonly state: {
    now: number
    projects: Project[]
    keys: (ApiKey & { hash: string })[]
    /** What the chain says of every contract; an Error: nothing. */
    contract: ContractDescription | Error
    rotated: { at: number; endsAt: number }[]
    revoked: { tid: string; expiresAt: number }[]
  }
}

/** The ports of projects in memory, for two shops and the operator. */
export function fakeProjects(): FakeProjects {
  const state: FakeProjects['state'] = {
    now: NOW,
    projects: [],
    keys: [],
    contract: { kind: 'erc721', name: 'Night Owls', symbol: 'OWL' },
    rotated: [],
    revoked: [],
  }
  const isOwn = (owner: ProjectOwner, project: Project) => owner === 'operator' || project.shopId === owner
  const load = (owner: ProjectOwner, projectId: string): Project => {
    const found = state.projects.find((project) => project.id === projectId && isOwn(owner, project))
    if (!found) throw new NotFoundError('ERR_PROJECT_NOT_FOUND', 'No such project.')
    return found
  }
  const keep = (changed: Project): Project => {
    state.projects = state.projects.map((project) => (project.id === changed.id ? changed : project))
    return changed
  }
  let dice = 0
  return {
    state,
    ctx: {
      now: () => state.now,
      randomHex: (bytes) => (++dice).toString(16).padStart(bytes * 2, '0'),
      hashSecret: (secret) => createHash('sha256').update(secret).digest('hex'),
      shops: {
        load: async (myshopifyDomain) => {
          if (myshopifyDomain === shop.myshopifyDomain) return shop
          if (myshopifyDomain === otherShop.myshopifyDomain) return otherShop
          throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.')
        },
        save: async () => {},
        uninstall: async () => {},
      },
      describeContract: async () => {
        if (state.contract instanceof Error) throw state.contract
        return state.contract
      },
      projects: {
        load: async ({ owner, projectId }) => load(owner, projectId),
        list: async ({ owner }) => state.projects.filter((project) => isOwn(owner, project)),
        create: async ({ id, shopId, draft, at }) => {
          const project = { ...draft, id, shopId, createdAt: at, updatedAt: at }
          state.projects.push(project)
          return project
        },
        update: async ({ owner, projectId, draft, expectedUpdatedAt, at }) => {
          const project = load(owner, projectId)
          if (project.updatedAt !== expectedUpdatedAt)
            throw new ConflictError('ERR_PROJECT_STALE', 'Changed.')
          return keep({ ...project, ...draft, updatedAt: Math.max(at, project.updatedAt + 1) })
        },
        delete: async ({ owner, projectId }) => {
          const project = load(owner, projectId)
          state.projects = state.projects.filter((each) => each !== project)
          state.keys = state.keys.filter((key) => key.projectId !== projectId)
        },
      },
      apiKeys: {
        find: async ({ hash, now }) => {
          const found = state.keys.find(
            (key) => key.hash === hash && (key.endsAt === null || now < key.endsAt),
          )
          return found ? { key: found, project: load('operator', found.projectId) } : null
        },
        list: async ({ owner, projectId }) => {
          load(owner, projectId)
          return state.keys.filter((key) => key.projectId === projectId).reverse()
        },
        create: async ({ owner, key, hash }) => {
          load(owner, key.projectId)
          state.keys.push({ ...key, hash })
          return key
        },
        end: async ({ owner, projectId, keyId, endsAt }) => {
          load(owner, projectId)
          const key = state.keys.find((each) => each.id === keyId && each.projectId === projectId)
          if (!key) throw new NotFoundError('ERR_API_KEY_NOT_FOUND', 'No such key.')
          const ended = { ...key, endsAt: Math.min(endsAt, key.endsAt ?? endsAt) }
          state.keys = state.keys.map((each) => (each === key ? ended : each))
          return ended
        },
      },
      signingKeys: {
        rotate: async (parameters) => {
          state.rotated.push(parameters)
          return { kid: `key-${state.rotated.length}` }
        },
      },
      revokedTokens: {
        add: async (token) => void state.revoked.push(token),
        has: async ({ tid }) => state.revoked.some((token) => token.tid === tid),
      },
    },
  }
}

export const otherShop: typeof shop = {
  ...shop,
  id: (shop.id + 1n) as typeof shop.id,
  myshopifyDomain: 'other.myshopify.com',
}
