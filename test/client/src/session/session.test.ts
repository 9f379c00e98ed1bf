import { afterEach, describe, expect, test, vi } from 'vitest'
import { authorizeMore, chooseToken } from '../../../../client/src/session/authorizeMore.ts'
import {
  listenToAuth,
  readAuth,
  readStored,
  writeAuth,
  writeStored,
} from '../../../../client/src/session/authStore.ts'
import { readClaims } from '../../../../client/src/session/readClaims.ts'

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const state = { accessToken: 't', user: { chain: 'ethereum', walletAddress: '0xÄ', displayAddress: '0xÄ' } }
afterEach(() => {
  writeAuth(null)
  vi.unstubAllGlobals()
})

describe('authStore', () => {
  test('default: the state that picket-js stored is found, under its name', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => kept.set(name, text),
      removeItem: (name: string) => kept.delete(name),
    })
    writeAuth(state)
    expect([...kept]).toEqual([['_picketauth', JSON.stringify(state)]])
    expect(readAuth()).toEqual(state)
    for (const text of ['{', 'null', '{}', '7', '""']) {
      kept.set('_picketauth', text)
      expect(readAuth()).toBeNull()
    }
    writeAuth(null)
    expect(kept.size).toBe(0)
  })

  test('behavior: without storage, the page itself remembers the state', () => {
    const deny = () => {
      throw new Error('SecurityError')
    }
    vi.stubGlobal('localStorage', { getItem: deny, setItem: deny, removeItem: deny })
    writeStored('a', '1')
    expect(readStored('a')).toBe('1')
    writeStored('a', null)
    expect(readStored('a')).toBeNull()
  })

  test('behavior: a failing listener blocks neither the sign-in nor other listeners', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const heard: unknown[] = []
    const stops = [
      listenToAuth(() => {
        throw new Error('The page’s own.')
      }),
      listenToAuth((one) => heard.push(one)),
    ]
    writeAuth(state)
    for (const stop of stops) stop()
    expect(heard).toEqual([state])
    expect(told).toHaveBeenCalledOnce()
    told.mockRestore()
  })
})

describe('readClaims', () => {
  test('default', () => {
    expect(readClaims(token({ sub: 'ethereum:0xA', exp: 7, note: '>>>???' }))).toMatchObject({ exp: 7 })
    for (const text of ['', 'x', 'a.b.c', 'h.e30']) expect(readClaims(text)).toEqual({})
  })
})

describe('chooseToken', () => {
  const [old, young] = [token({ sub: 's', aud: 'p', iat: 5 }), token({ sub: 's', aud: 'p', iat: 5, more: 1 })]
  test('default: it takes the successor of the given token', () => {
    expect(chooseToken({ asked: old, kept: young })).toBe(young)
    expect(chooseToken({ asked: undefined, kept: young })).toBe(young)
    expect(chooseToken({ asked: old, kept: undefined })).toBe(old)
  })

  test('behavior: a token of another wallet or project and an older token are not successors', () => {
    for (const claims of [
      { sub: 'o', aud: 'p', iat: 9 },
      { sub: 's', aud: 'q', iat: 9 },
      { sub: 's', aud: 'p', iat: 4 },
      {},
    ]) {
      expect(chooseToken({ asked: old, kept: token(claims) })).toBe(old)
    }
  })
})

describe('authorizeMore', () => {
  const signedIn = (sub: string, iat: number) => ({ ...state, accessToken: token({ sub, aud: 'p', iat }) })
  const request = { requirements: { contractAddress: '0xA' } }

  test('behavior: what another tab has stored is noticed late, and used then', async () => {
    const [first, theirs, both] = [signedIn('a', 1), signedIn('a', 2), signedIn('a', 3)]
    writeAuth(first)
    const asked: string[] = []
    const post = async (body: object) => {
      asked.push((body as { accessToken: string }).accessToken)
      if (asked.length === 1) writeAuth(theirs)
      return both
    }
    expect(await authorizeMore({ request, post })).toEqual(both)
    expect(asked).toEqual([first.accessToken, theirs.accessToken])
    expect(readAuth()).toEqual(both)
  })

  test.each([
    ['signed out', null],
    ['signed in with another wallet', signedIn('b', 2)],
  ])('behavior: a user who has %s meanwhile stays so', async (_, then) => {
    writeAuth(signedIn('a', 1))
    const mine = signedIn('a', 2)
    const post = async () => {
      writeAuth(then)
      return mine
    }
    expect(await authorizeMore({ request, post })).toEqual(mine)
    expect(readAuth()).toEqual(then)
  })
})
