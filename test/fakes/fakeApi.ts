import { createHash } from 'node:crypto'
import { ConflictError, NotFoundError } from '../../app/core/errors/base.ts'
import type { OauthCode } from '../../app/core/oauth/types.ts'
import { noncePools, SHARED_SECONDS } from '../../app/core/project/noncePools.ts'
import type {
  ApiCaller,
  ApiKey,
  Project,
  ProjectId,
  ProjectNonce,
  ProjectOwner,
} from '../../app/core/project/types.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { NOW } from './clock.ts'

/** In-memory state of the API's ports. */
export type FakeApiState = {
  projects: Project[]
  keys: (ApiKey & { hash: string })[]
  projectNonces: ProjectNonce[]
  codes: (OauthCode & { usedAt: number | null })[]
  revoked: Set<string>
  /** Value of each leased counter. */
  units: Map<string, number>
}
export type FakeApiPorts = Pick<
  FlowContext,
  | 'projects'
  | 'apiKeys'
  | 'projectNonces'
  | 'oauthCodes'
  | 'revokedTokens'
  | 'signingKeys'
  | 'tokens'
  | 'issuer'
  | 'canReadChain'
>

export const project: Project = {
  id: '7d9f1e02-55a1-4c58-9f3e-1f2a7bb0c001' as ProjectId,
  shopId: null,
  name: 'Harbor',
  allowedDomains: ['harbor.example', 'localhost:*'],
  redirectUris: ['https://harbor.example/callback'],
  format: 'siwe',
  statement: null,
  requirement: null,
  isStorefront: false,
  mayChangeGates: false,
  createdAt: NOW,
  updatedAt: NOW,
}
export const publishableKey = `pk_${'1'.repeat(32)}`
export const secretKey = `sk_${'2'.repeat(32)}`

export function fakeKey(text: string, over: Partial<ApiKey> = {}): ApiKey & { hash: string } {
  return {
    id: text.slice(0, 8),
    projectId: project.id,
    kind: text.startsWith('sk_') ? 'secret' : 'publishable',
    name: 'Default',
    shown: text.startsWith('sk_') ? text.slice(-4) : text,
    createdAt: NOW,
    endsAt: null,
    hash: createHash('sha256').update(text).digest('hex'),
    ...over,
  }
}

/** Caller with a project's publishable key. */
export function fakeCaller(over: Partial<Project> = {}): ApiCaller {
  return { key: fakeKey(publishableKey), project: { ...project, ...over } }
}

export function makeFakeApiState(): FakeApiState {
  return {
    projects: [project],
    keys: [fakeKey(publishableKey), fakeKey(secretKey)],
    projectNonces: [],
    codes: [],
    revoked: new Set(),
    units: new Map(),
  }
}

export function fakeApi(state: FakeApiState): FakeApiPorts {
  const isOwn = (one: Project, owner: ProjectOwner) => owner === 'operator' || one.shopId === owner
  const load = (owner: ProjectOwner, projectId: string): Project => {
    const found = state.projects.find((one) => one.id === projectId && isOwn(one, owner))
    if (!found) throw new NotFoundError('ERR_PROJECT_NOT_FOUND', 'There is no such project.')
    return found
  }
  return {
    issuer: 'https://palisade.example/api/v1',
    canReadChain: (chain) => chain === 'ethereum' || chain === 'polygon',
    projects: {
      load: async ({ owner, projectId }) => load(owner, projectId),
      listReadable: async ({ owner }) => ({
        projects: state.projects.filter((one) => isOwn(one, owner)),
        unreadable: [],
      }),
      create: async ({ id, shopId, draft, at }) => {
        const known = state.projects.find((project) => project.id === id)
        if (known) return known
        const made = { ...draft, id, shopId, mayChangeGates: false, createdAt: at, updatedAt: at }
        state.projects.push(made)
        return made
      },
      update: async ({ owner, projectId, draft, expectedUpdatedAt, at }) => {
        const found = load(owner, projectId)
        if (found.updatedAt !== expectedUpdatedAt) throw new ConflictError('ERR_PROJECT_STALE', 'Changed.')
        const changed = { ...found, ...draft, updatedAt: Math.max(at, found.updatedAt + 1) }
        state.projects = state.projects.map((one) => (one.id === projectId ? changed : one))
        return changed
      },
      setGateRight: async ({ shopId, projectId, mayChangeGates }) => {
        const found = load(shopId, projectId)
        const changed = { ...found, mayChangeGates }
        state.projects = state.projects.map((one) => (one.id === projectId ? changed : one))
        return { project: changed, isChanged: found.mayChangeGates !== mayChangeGates }
      },
      findGateRight: async ({ projectId }) => {
        const found = state.projects.find((one) => one.id === projectId)
        return found?.mayChangeGates ? { myshopifyDomain: 'gelato.myshopify.com' } : null
      },
      findStorefront: async ({ projectId }) => {
        const found = state.projects.find((one) => one.id === projectId)
        return found?.isStorefront ? { myshopifyDomain: 'gelato.myshopify.com' } : null
      },
      delete: async ({ owner, projectId }) => {
        load(owner, projectId)
        state.projects = state.projects.filter((one) => one.id !== projectId)
        state.keys = state.keys.filter((key) => key.projectId !== projectId)
      },
    },
    apiKeys: {
      find: async ({ hash, now }) => {
        const key = state.keys.find((one) => one.hash === hash && (one.endsAt ?? now + 1) > now)
        const owned = key && state.projects.find((one) => one.id === key.projectId)
        return key && owned ? { key, project: owned } : null
      },
      list: async ({ owner, projectId }) => {
        load(owner, projectId)
        return state.keys.filter((key) => key.projectId === projectId).reverse()
      },
      listNames: async ({ shopId, keyIds }) => {
        const own = state.projects.filter((one) => isOwn(one, shopId))
        const named = state.keys.flatMap(({ id, projectId, name }) => {
          const owned = own.find((one) => one.id === projectId)
          return owned && keyIds.includes(id) ? [[id, { key: name, project: owned.name }] as const] : []
        })
        return new Map(named)
      },
      create: async ({ owner, key, hash }) => {
        load(owner, key.projectId)
        if (state.keys.some(({ id }) => id === key.id)) return key
        state.keys.push({ ...key, hash })
        return key
      },
      end: async ({ owner, projectId, keyId, endsAt }) => {
        load(owner, projectId)
        const found = state.keys.find((key) => key.id === keyId && key.projectId === projectId)
        if (!found) throw new NotFoundError('ERR_API_KEY_NOT_FOUND', 'There is no such key.')
        const changed = { ...found, endsAt: Math.min(found.endsAt ?? endsAt, endsAt) }
        state.keys = state.keys.map((key) => (key === found ? changed : key))
        return changed
      },
    },
    projectNonces: fakeProjectNonces(state),
    oauthCodes: {
      issue: async (code) => void state.codes.push({ ...code, usedAt: null }),
      consume: async ({ hash, now }) => {
        const found = state.codes.find((code) => code.hash === hash)
        if (found && found.usedAt !== null)
          return { kind: 'used', projectId: found.projectId, tid: found.tid }
        if (!found || found.expiresAt <= now) return { kind: 'unknown' }
        found.usedAt = now
        return { kind: 'consumed', code: found }
      },
    },
    revokedTokens: {
      add: async ({ tid }) => void state.revoked.add(tid),
      has: async ({ tid }) => state.revoked.has(tid),
    },
    signingKeys: { rotate: async () => ({ kid: 'next' }), listRetired: async () => [] },
    tokens: {
      sign: async (claims) => `signed.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`,
      signReceipt: async (claims) => `receipt.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`,
      verify: async (token) => {
        const [head, body] = token.split('.')
        return head === 'signed' && body ? JSON.parse(Buffer.from(body, 'base64url').toString()) : null
      },
      listPublicKeys: async () => [],
    },
  }
}

function fakeProjectNonces(state: FakeApiState): FlowContext['projectNonces'] {
  type Place = Pick<ProjectNonce, 'projectId' | 'family' | 'walletAddress'>
  const living = (place: Place, now: number) =>
    state.projectNonces
      .filter(
        (one) =>
          one.projectId === place.projectId &&
          one.family === place.family &&
          one.walletAddress === place.walletAddress &&
          one.expiresAt > now,
      )
      .reverse()
      .sort((a, b) => b.issuedAt - a.issuedAt)
  return {
    issue: async (nonce) => {
      const { own } = noncePools[nonce.pool]
      const [newest, ...older] = living(nonce, nonce.issuedAt).filter(({ pool }) => pool === nonce.pool)
      const isYoung = newest && newest.issuedAt > nonce.issuedAt - SHARED_SECONDS
      if (isYoung && older.length >= own) return newest
      state.projectNonces.push(nonce)
      return nonce
    },
    listIssued: ({ now, ...place }) => living(place, now),
    find: async ({ now, ...place }) => living(place, now),
    consume: async ({ now, value, ...place }) => {
      const found = living(place, now).find((one) => one.value === value)
      state.projectNonces = state.projectNonces.filter((one) => one !== found)
      return found !== undefined
    },
  }
}
