import { describe, expect, test } from 'vitest'
import { type DraftNode, isDraftGroup } from '../../../app/admin/editor/draft.ts'
import { type DraftAction, reduceDraft } from '../../../app/admin/editor/reduceDraft.ts'
import { NO_SUBJECTS, startDraft, startEditor } from '../../../app/admin/editor/startDraft.ts'
import type { ChainView } from '../../../app/admin/views.ts'

const chains: ChainView[] = [{ slug: 'ethereum', name: 'Ethereum', family: 'evm' }]
const draft = startDraft({ gate: null, subjects: NO_SUBJECTS, chains })
const start = startEditor(draft)
const run = (...actions: DraftAction[]) => actions.reduce(reduceDraft, start)
const add = (key = 'root', what: 'condition' | 'group' = 'condition'): DraftAction => ({
  kind: 'add',
  key,
  what,
  chains,
})
/** The tree as nested keys: `[0, [1-added-0]]`. */
const shape = (node: DraftNode): unknown => (isDraftGroup(node) ? node.of.map(shape) : node.key)

describe('reduceDraft', () => {
  test('default: an edit changes its field and removes its issue', () => {
    const state = run(
      { kind: 'refuse', issues: { name: 'required', products: 'required' }, sent: draft },
      { kind: 'edit', change: { name: 'Owls' } },
    )
    expect(state.draft.name).toBe('Owls')
    expect(state.issues).toEqual({ products: 'required' })
    expect(state.focus).toEqual(['name', 'products'])
  })

  test('behavior: another chain also removes the issues of contract and ids, but not of the amount', () => {
    const issues = {
      'root.of.0.contract': 'no-code',
      'root.of.0.kind': 'other-kind',
      'root.of.0.tokenIds': 'token-ids-invalid',
      'root.of.0.minimum': 'not-an-amount',
    } as const
    const state = run(
      { kind: 'refuse', issues, sent: draft },
      { kind: 'editCondition', key: '0', change: { chain: 'polygon' } },
    )
    expect(state.issues).toEqual({ '0.minimum': 'not-an-amount' })
  })

  test('behavior: issues stay with their node when it moves, and are removed with it', () => {
    const two = run(add(), add('root', 'group'))
    const refused = reduceDraft(two, {
      kind: 'refuse',
      sent: two.draft,
      issues: {
        root: 'too-many',
        'root.of.0.minimum': 'not-an-amount',
        'root.of.1.contract': 'required',
        'root.of.2': 'too-deep',
        'root.of.2.count': 'count-invalid',
        'root.of.2.of.0.contract': 'no-code',
        'snapshots.0.block': 'block-invalid',
        name: 'required',
      },
    })
    expect(refused.issues).toEqual({
      'root.group': 'too-many',
      '0.minimum': 'not-an-amount',
      '0-added.contract': 'required',
      '1-added.group': 'too-deep',
      '1-added.count': 'count-invalid',
      '1-added-0.contract': 'no-code',
      'snapshots..snapshot': 'block-invalid',
      name: 'required',
    })
    const moved = reduceDraft(refused, { kind: 'move', key: '0', step: 1 })
    expect(moved.issues).toEqual(refused.issues)
    const removed = reduceDraft(moved, { kind: 'remove', key: '1-added' })
    expect(Object.keys(removed.issues)).toEqual([
      'root.group',
      '0.minimum',
      '0-added.contract',
      'snapshots..snapshot',
      'name',
    ])
  })

  test('behavior: a wrong snapshot is shown at the field of its chain', () => {
    const sent = reduceDraft(run({ kind: 'edit', change: { moment: 'snapshots' } }), {
      kind: 'editSnapshot',
      chain: 'ethereum',
      block: 'x',
    })
    const refused = reduceDraft(sent, {
      kind: 'refuse',
      issues: { 'snapshots.0.block': 'block-invalid' },
      sent: sent.draft,
    })
    expect(refused.issues).toEqual({ 'snapshots.ethereum.snapshot': 'block-invalid' })
    const edited = reduceDraft(refused, { kind: 'editSnapshot', chain: 'ethereum', block: '7' })
    expect(edited.issues).toEqual({})
  })

  test('behavior: issues belong to the form as it was sent, not as it was edited meanwhile', () => {
    const sent = run(add())
    const later = reduceDraft(sent, { kind: 'remove', key: '0' })
    const issues = { 'root.of.1.contract': 'required' } as const
    expect(reduceDraft(later, { kind: 'refuse', issues, sent: sent.draft }).issues).toEqual({
      '0-added.contract': 'required',
    })
  })

  test('behavior: a wrong condition opens, and an added one is open and has the focus', () => {
    const closed = run({ kind: 'toggle', key: '0' })
    expect(closed.open).toEqual([])
    const issues = { 'root.of.0.contract': 'required' } as const
    expect(reduceDraft(closed, { kind: 'refuse', issues, sent: draft }).open).toEqual(['0'])
    expect(run(add())).toMatchObject({ open: ['0', '0-added'], focus: ['0-added.subject'] })
    expect(run(add('root', 'group'))).toMatchObject({ open: ['0', '0-added-0'], focus: ['0-added.kind'] })
  })

  test('behavior: conditions and groups are copied, wrapped in groups and unwrapped', () => {
    const copied = run(add('root', 'group'), { kind: 'copy', key: '0-added' })
    expect(shape(copied.draft.root)).toEqual(['0', ['0-added-0'], ['1-copy-0']])
    const wrapped = run(add(), { kind: 'wrap', key: '0' })
    expect(shape(wrapped.draft.root)).toEqual([['0'], '0-added'])
    const again = reduceDraft(wrapped, { kind: 'unwrap', key: '1-group' })
    expect(shape(again.draft.root)).toEqual(['0', '0-added'])
    expect(again.focus).toEqual(['0.head', 'root.group'])
  })

  test('behavior: after a removal the group’s button has the focus', () => {
    expect(run(add(), { kind: 'remove', key: '0' }).focus).toEqual(['root.group'])
  })

  test('behavior: a move is announced, and one that goes nowhere changes nothing', () => {
    const state = run(add(), { kind: 'move', key: '0', step: 1 })
    expect(shape(state.draft.root)).toEqual(['0-added', '0'])
    expect(state.said).toBe('Moved: now 2 of 2 in its group.')
    expect(reduceDraft(state, { kind: 'move', key: '0', step: 1 })).toBe(state)
  })

  describe('the state of an exclusive gate', () => {
    const now = '2026-11-27T13:00'
    const choose = (state: 'active' | 'paused' | 'public'): DraftAction => ({ kind: 'editState', state, now })
    const exclusive: DraftAction = {
      kind: 'edit',
      change: { reaction: { ...draft.reaction, exclusive: true } },
    }
    const endAt = (endsAt: string): DraftAction => ({ kind: 'editSchedule', change: { endsAt } })

    test('default: opening it ends it now, and Active brings its schedule back', () => {
      const future = '2026-12-24T00:00'
      const open = run(exclusive, endAt(future), choose('public'))
      expect(open.draft).toMatchObject({ state: 'active', schedule: { endsAt: now, afterEnd: 'public' } })
      expect(reduceDraft(open, choose('active')).draft.schedule.endsAt).toBe(future)
      const paused = reduceDraft(open, choose('paused')).draft
      expect(paused).toMatchObject({ state: 'paused', schedule: { endsAt: future } })
    })

    test('behavior: Active drops an end of the past that opened it, and no other end', () => {
      expect(run(exclusive, endAt(now), choose('active')).draft.schedule.endsAt).toBe('')
      expect(run(exclusive, endAt(now), choose('paused')).draft.schedule.endsAt).toBe(now)
      expect(run(endAt(now), choose('active')).draft.schedule.endsAt).toBe(now)
      const closed: DraftAction = { kind: 'editSchedule', change: { afterEnd: 'closed' } }
      expect(run(exclusive, endAt(now), closed, choose('active')).draft.schedule.endsAt).toBe(now)
    })

    test('behavior: opening it drops a start that lies ahead', () => {
      const startAt = (startsAt: string): DraftAction => ({ kind: 'editSchedule', change: { startsAt } })
      expect(run(exclusive, startAt('2026-11-27T13:01'), choose('public')).draft.schedule.startsAt).toBe('')
      const begun = '2026-11-27T12:59'
      expect(run(exclusive, startAt(begun), choose('public')).draft.schedule.startsAt).toBe(begun)
    })
  })

  test('behavior: discarding restores the opened draft without issues', () => {
    const state = run(
      add('root', 'group'),
      { kind: 'edit', change: { name: 'x' } },
      { kind: 'refuse', issues: { name: 'required' }, sent: draft },
      { kind: 'reset', draft },
    )
    expect(state).toMatchObject({ draft, issues: {} })
  })

  test('behavior: a repeated refusal focuses its field again', () => {
    const refuse: DraftAction = { kind: 'refuse', issues: { name: 'required' }, sent: draft }
    const once = run(refuse)
    expect(reduceDraft(once, refuse).focus).not.toBe(once.focus)
  })
})
