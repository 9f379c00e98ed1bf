import { beforeEach, describe, expect, test } from 'vitest'
import { createApiKey, MAX_LIVING_KEYS } from '../../../app/flows/projects/createApiKey.ts'
import { createProject } from '../../../app/flows/projects/createProject.ts'
import { loadProject } from '../../../app/flows/projects/loadProject.ts'
import { revokeAccessToken } from '../../../app/flows/projects/revokeAccessToken.ts'
import { revokeApiKey } from '../../../app/flows/projects/revokeApiKey.ts'
import { rotateApiKey } from '../../../app/flows/projects/rotateApiKey.ts'
import { rotateSigningKey } from '../../../app/flows/projects/rotateSigningKey.ts'
import { NOW, shop } from '../../fakes/fakeContext.ts'
import { type FakeProjects, fakeProjects, otherShop } from './fakeProjects.ts'

const asker = { myshopifyDomain: shop.myshopifyDomain }
const other = { myshopifyDomain: otherShop.myshopifyDomain }
const code = (text: string) => expect.objectContaining({ code: text })
const form = {
  name: 'Photo board',
  allowedDomains: [],
  redirectUris: [],
  format: 'siwe',
  statement: '',
  requirement: null,
  isStorefront: false,
}
const HOUR = 3600

let ctx: FakeProjects['ctx']
let state: FakeProjects['state']
let projectId: string
beforeEach(async () => {
  ;({ ctx, state } = fakeProjects())
  projectId = (await createProject(ctx, { asker, form, draftId: null })).project.id
})
const createSecret = (name = 'Server') =>
  createApiKey(ctx, { asker, projectId, kind: 'secret', name, draftId: null })
const isGood = async (text: string) =>
  (await ctx.apiKeys.find({ hash: ctx.hashSecret(text), now: state.now })) !== null

describe('createApiKey', () => {
  test('default: the text of a secret key is returned once, and only its hash and last four characters are stored', async () => {
    const { key, text } = await createSecret('  Server ')
    expect(text).toMatch(/^sk_[0-9a-f]{32}$/)
    expect(key).toMatchObject({ kind: 'secret', name: 'Server', shown: text.slice(-4), endsAt: null })
    expect(await isGood(text)).toBe(true)
    expect(
      JSON.stringify([state.keys, await loadProject(ctx, { asker, projectId })], stringify),
    ).not.toContain(text)
  })

  test('behavior: a request that is sent again, also at once, answers the same key; another draft makes another', async () => {
    const draft = { asker, projectId, kind: 'secret', name: 'Server', draftId: 'a draft' } as const
    const [first, second] = await Promise.all([createApiKey(ctx, draft), createApiKey(ctx, draft)])
    expect(second).toEqual(first)
    expect(await createApiKey(ctx, draft)).toMatchObject({ text: first.text, key: first.key })
    expect(await isGood(first.text)).toBe(true)
    const other = await createApiKey(ctx, { ...draft, draftId: 'another' })
    expect(other.text).not.toBe(first.text)
    // The default key of the project, and these two.
    expect(state.keys).toHaveLength(3)
  })

  test.each([
    ['', 'required'],
    ['n'.repeat(61), 'too-long'],
    ['a\nb', 'unsafe-text'],
  ])('refuses: the name %j (ERR_PROJECT_INVALID)', async (name, issue) => {
    await expect(createSecret(name)).rejects.toMatchObject({
      code: 'ERR_PROJECT_INVALID',
      details: { fields: { 'key.name': { issue } } },
    })
  })

  test('refuses: one key more than a project may have (ERR_PROJECT_INVALID)', async () => {
    for (let i = 1; i < MAX_LIVING_KEYS; i++) await createSecret()
    await expect(createSecret()).rejects.toEqual(code('ERR_PROJECT_INVALID'))
    const { keys } = await loadProject(ctx, { asker, projectId })
    const keyId = keys[0]?.id ?? ''
    await expect(rotateApiKey(ctx, { asker, projectId, keyId })).rejects.toEqual(code('ERR_PROJECT_INVALID'))
    await revokeApiKey(ctx, { asker, projectId, keyId })
    await createSecret()
  })

  test('refuses: a project of another shop (ERR_PROJECT_NOT_FOUND)', async () => {
    const refused = createApiKey(ctx, { asker: other, projectId, kind: 'secret', name: 'x', draftId: null })
    await expect(refused).rejects.toEqual(code('ERR_PROJECT_NOT_FOUND'))
  })
})

describe('rotateApiKey', () => {
  test('default: the new key works at once, and the old one for another 24 hours', async () => {
    const first = await createSecret()
    const rolled = await rotateApiKey(ctx, { asker, projectId, keyId: first.key.id })
    expect(rolled.key).toMatchObject({ kind: 'secret', name: 'Server', endsAt: null })
    expect(rolled.old).toMatchObject({ id: first.key.id, endsAt: NOW + 24 * HOUR })
    state.now += 24 * HOUR - 1
    expect(await Promise.all([first.text, rolled.text].map(isGood))).toEqual([true, true])
    state.now += 1
    expect(await Promise.all([first.text, rolled.text].map(isGood))).toEqual([false, true])
  })

  test('behavior: rolling again does not prolong the old key', async () => {
    const { key } = await createSecret()
    await rotateApiKey(ctx, { asker, projectId, keyId: key.id })
    state.now += HOUR
    const { old } = await rotateApiKey(ctx, { asker, projectId, keyId: key.id })
    expect(old.endsAt).toBe(NOW + 24 * HOUR)
  })
})

describe('revokeApiKey', () => {
  test('default', async () => {
    const { key, text } = await createSecret()
    expect(await revokeApiKey(ctx, { asker, projectId, keyId: key.id })).toMatchObject({ endsAt: NOW })
    expect(await isGood(text)).toBe(false)
  })

  test('refuses: a key that has ended, does not exist or is another shop’s (ERR_API_KEY_NOT_FOUND)', async () => {
    const { key } = await createSecret()
    await revokeApiKey(ctx, { asker, projectId, keyId: key.id })
    for (const keyId of [key.id, 'nothing']) {
      await expect(revokeApiKey(ctx, { asker, projectId, keyId })).rejects.toEqual(
        code('ERR_API_KEY_NOT_FOUND'),
      )
      await expect(rotateApiKey(ctx, { asker, projectId, keyId })).rejects.toEqual(
        code('ERR_API_KEY_NOT_FOUND'),
      )
    }
    const { project } = await createProject(ctx, { asker: other, form, draftId: null })
    const theirs = { asker: other, projectId: project.id, keyId: (await createSecret()).key.id }
    await expect(revokeApiKey(ctx, theirs)).rejects.toEqual(code('ERR_API_KEY_NOT_FOUND'))
  })
})

describe('rotateSigningKey', () => {
  test('default: the previous key verifies for longer than its last token lives', async () => {
    const { kid, endsAt } = await rotateSigningKey(ctx)
    expect(kid).toBe('key-1')
    expect(endsAt).toBeGreaterThan(NOW + 12 * HOUR)
    expect(state.rotated).toEqual([{ at: NOW, endsAt }])
  })
})

describe('revokeAccessToken', () => {
  const tid = '3f0c1a52-9a51-4c3e-8d7e-5f60718293a4'
  test('default: the revocation is stored for as long as a token lives', async () => {
    await revokeAccessToken(ctx, { tid })
    expect(state.taken).toEqual([{ tid, expiresAt: NOW + 12 * HOUR }])
  })

  test.each(['', 'x', tid.toUpperCase(), `${tid} `, `sk_${'a'.repeat(32)}`])(
    'refuses: %j, which is no token id (ERR_BODY_INVALID)',
    async (text) => {
      await expect(revokeAccessToken(ctx, { tid: text })).rejects.toEqual(code('ERR_BODY_INVALID'))
      expect(state.taken).toEqual([])
    },
  )
})

function stringify(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
