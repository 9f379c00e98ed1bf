import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { formatKeysView } from '../../../app/admin/keys/formatKeysView.ts'
import { KeysCard } from '../../../app/admin/keys/KeysCard.tsx'
import { parseKeysChange } from '../../../app/admin/keys/parseKeysChange.ts'
import type { KeysModel } from '../../../app/admin/keys/useKeys.ts'
import type { KeysView } from '../../../app/admin/keys/views.ts'
import { NOW } from '../../fakes/clock.ts'
import { renderPolaris } from '../renderPolaris.ts'

const old = { epoch: '5f3a9c01', createdAt: NOW - 900, signsFrom: NOW - 600 }
const fresh = { epoch: '21b7e4d0', createdAt: NOW, signsFrom: null }
const base = { signing: old, problem: null, timeZone: 'Europe/Berlin', now: NOW }

const textOf = (view: KeysView | null) => {
  const mustNot = () => {
    throw new Error('This must not be called.')
  }
  const keys: KeysModel = {
    view,
    question: null,
    ask: mustNot,
    isBusy: false,
    failure: null,
    confirm: mustNot,
  }
  return renderPolaris(createElement(KeysCard, { keys }))
}
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const disabled = (html: string) =>
  [...html.matchAll(/<button[^>]*>/g)].map(([tag]) => /aria-disabled="true"|\sdisabled/.test(tag))

describe('formatKeysView', () => {
  test('default: the key’s first characters, since when it signs, and both ways to change it', () => {
    const view = formatKeysView({ ...base, phase: { kind: 'none' }, problem: 'old news' })
    expect(view).toEqual({
      signing: '5f3a…',
      since: '25 Nov 2026, 14:00 (Berlin time)',
      phase: 'none',
      progress: null,
      problem: null,
    })
    const html = textOf(view)
    expect(wordsOf(html)).toContain('Key 5f3a… has signed since 25 Nov 2026, 14:00 (Berlin time).')
    expect(html).not.toContain('9c01')
    expect(disabled(html)).toEqual([false, false])
  })

  test('behavior: during a rotation, when the next step is due and why the last one failed', () => {
    const phase = { kind: 'spreading', next: fresh, runAt: NOW + 300 } as const
    const html = textOf(formatKeysView({ ...base, phase, problem: 'Shopify refused: no.' }))
    expect(wordsOf(html)).toContain(
      'the new key (21b7…) to your checkout. The next step is due on 25 Nov 2026, 14:15 (Berlin time). Shoppers do not notice. The last step failed. Palisade tries it again. Reason: Shopify refused: no.',
    )
    // In an emergency a merchant can end all keys in the middle of a rotation.
    expect(disabled(html)).toEqual([true, false])
    const running = formatKeysView({ ...base, phase: { ...phase, runAt: null } })
    expect(running.progress).toContain(
      'The key starts to sign about five minutes later. Shoppers do not notice.',
    )
  })

  test('behavior: if every key has ended, the text says that nothing unlocks', () => {
    const phase = { kind: 'spreading', next: fresh, runAt: NOW } as const
    const view = formatKeysView({ ...base, signing: null, phase })
    expect(view).toMatchObject({ signing: null, since: null })
    expect(wordsOf(textOf(view))).toContain(
      'No key can sign at the moment, so nobody can unlock a gate. Palisade is sending the new key',
    )
  })

  test('behavior: while the old key ends, the text says when', () => {
    const view = formatKeysView({ ...base, phase: { kind: 'ending', endsAt: NOW + 7200 } })
    expect(view.progress).toContain(
      'Unlocks with the old key keep working until it ends on 25 Nov 2026, 16:10 (Berlin time).',
    )
  })

  test('behavior: both buttons are disabled until the state is loaded', () => {
    expect(disabled(textOf(null))).toEqual([true, true])
  })
})

describe('parseKeysChange', () => {
  test('default', () => {
    expect(parseKeysChange({ kind: 'rotate-at-once' })).toBe('rotate-at-once')
  })

  test('refuses: anything else (ERR_BODY_INVALID)', () => {
    for (const body of [null, {}, { kind: 'end' }, { kind: 'rotate', more: 1 }]) {
      expect(() => parseKeysChange(body)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
    }
  })
})
