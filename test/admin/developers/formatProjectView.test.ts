import { describe, expect, test } from 'vitest'
import { formatIssuedKey } from '../../../app/admin/developers/formatIssuedKey.ts'
import { formatProjectList } from '../../../app/admin/developers/formatProjectList.ts'
import { formatProjectView } from '../../../app/admin/developers/formatProjectView.ts'
import { formatPlain } from '../../../app/admin/formatPlain.ts'
import type { ProjectRequirement } from '../../../app/core/project/types.ts'
import { fakeKey, project, publishableKey, secretKey } from '../../fakes/fakeApi.ts'
import { contract, ethereum, NOW, shop } from '../../fakes/fakeContext.ts'

const HOUR = 3600

describe('formatProjectView', () => {
  test('default: active keys come first, and a secret key shows only its last characters', () => {
    const keys = [
      fakeKey(`sk_${'a'.repeat(32)}`, { name: 'Old', endsAt: NOW - 1 }),
      fakeKey(secretKey, { name: 'Server', endsAt: NOW + HOUR }),
      fakeKey(publishableKey),
    ]
    const view = formatProjectView({ shop, project, keys, now: NOW })
    expect(view.changedAt).toBe('25 Nov 2026, 14:10 (Berlin time)')
    expect(view.keys.map(({ name, shown, status }) => [name, shown, status])).toEqual([
      ['Server', 'sk_…2222', { kind: 'ending', until: '25 Nov 2026, 15:10' }],
      ['Default', publishableKey, { kind: 'active' }],
      ['Old', 'sk_…aaaa', { kind: 'ended', until: '25 Nov 2026, 14:09' }],
    ])
    expect(JSON.stringify(view)).not.toContain(fakeKey(secretKey).hash)
  })

  test('behavior: a key ends at its second, and only five ended keys are shown', () => {
    const ended = Array.from({ length: 7 }, (_, i) => fakeKey(secretKey, { name: `${i}`, endsAt: NOW }))
    const { keys } = formatProjectView({ shop, project, keys: ended, now: NOW })
    expect(keys.map(({ name, status }) => [name, status.kind])).toEqual(
      ['0', '1', '2', '3', '4'].map((name) => [name, 'ended']),
    )
  })
})

test('behavior: the page says who changed the right to manage gates last, and when', () => {
  const say = (mayChangeGates: boolean, gateRightChange: { at: number; name: string | null } | null) =>
    formatProjectView({ shop, project: { ...project, mayChangeGates }, keys: [], now: NOW, gateRightChange })
      .gateRightChange
  expect(say(false, null)).toBeNull()
  expect(say(true, { at: NOW, name: 'Maya Chen' })).toBe('Turned on by Maya Chen, 25 Nov 2026, 14:10')
  expect(say(false, { at: NOW, name: null })).toBe('Turned off by your staff, 25 Nov 2026, 14:10')
})

describe('formatIssuedKey', () => {
  test('default', () => {
    const key = fakeKey(secretKey, { name: 'Server' })
    expect(formatIssuedKey({ key, text: secretKey, old: key })).toEqual({
      kind: 'secret',
      name: 'Server',
      text: secretKey,
      replaces: true,
    })
  })
})

describe('formatProjectList', () => {
  const flat = {
    contractAddress: null,
    minTokenBalance: null,
    allowedWallets: null,
    tokenIds: [],
    collection: [],
    creatorAddress: null,
  }
  const ruleOf = (over: Partial<ProjectRequirement['flat']> | null) => {
    const requirement = over && { chain: ethereum, flat: { ...flat, ...over } }
    const { projects } = formatProjectList({ shop, projects: [{ ...project, requirement }], unreadable: [] })
    return projects.map(({ rule }) => formatPlain(rule)).join()
  }

  test('default', () => {
    const allowedDomains = ['a.example', 'b.example', 'c.example', 'd.example']
    const list = formatProjectList({ shop, projects: [{ ...project, allowedDomains }], unreadable: [] })
    expect(list).toMatchObject({
      projects: [{ id: project.id, name: 'Harbor', domains: 'a.example, b.example and 2 more' }],
      timeZone: 'Berlin time',
    })
  })

  test('behavior: a sentence says who may sign in', () => {
    expect(ruleOf(null)).toBe('Everyone with a wallet')
    expect(ruleOf({ allowedWallets: [contract] })).toBe('Only 1 listed wallet')
    expect(ruleOf({ contractAddress: contract })).toBe('Holds any amount of 0x2222…2222 on Ethereum')
    expect(ruleOf({ contractAddress: contract, minTokenBalance: '1500', tokenIds: ['1', '7'] })).toBe(
      'Holds at least 1,500 of 0x2222…2222 #1 or #7 on Ethereum',
    )
    expect(ruleOf({ contractAddress: contract, allowedWallets: [contract, '0x1'] })).toBe(
      'Holds any amount of 0x2222…2222 on Ethereum, or is one of 2 listed wallets',
    )
  })
})
