import { describe, expect, test } from 'vitest'
import {
  type GateEvent,
  type GateState,
  locked,
  type Outcome,
  reduceState,
} from '../../../../extensions/gate-block/src/state.ts'

const open: Outcome = { kind: 'unlocked', gates: [{ number: 4, endsAt: 9 }] }
const closed: Outcome = {
  kind: 'refused',
  lines: [],
  isHeld: false,
  vaults: [],
}
const broken: Outcome = { kind: 'failed', reason: 'unknown', chain: 'Ethereum' }
const run = (...events: GateEvent[]): GateState => events.reduce(reduceState, locked)

const connect: GateEvent = { kind: 'connectPressed' }
const choose: GateEvent = { kind: 'walletChosen', wallet: 'Lantern' }
const account: GateEvent = { kind: 'accountGiven', address: '0x12…9f' }
const check: GateEvent = { kind: 'checkStarted', address: '0x12…9f', isSilent: false }
const silent: GateEvent = { kind: 'checkStarted', address: '0x12…9f', isSilent: true }
const answer = (outcome: Outcome): GateEvent => ({ kind: 'answered', outcome })

describe('reduceState', () => {
  test('default', () => {
    expect(run(connect)).toEqual({ kind: 'connecting', wallet: null, back: locked })
    expect(run(connect, choose)).toEqual({ kind: 'connecting', wallet: 'Lantern', back: locked })
    expect(run(connect, choose, account)).toEqual({
      kind: 'signing',
      wallet: 'Lantern',
      address: '0x12…9f',
      back: locked,
    })
    const checking = run(connect, choose, account, check)
    expect(checking).toEqual({
      kind: 'checking',
      address: '0x12…9f',
      slow: null,
      isSilent: false,
      back: locked,
    })
    expect(reduceState(checking, { kind: 'gotSlow', slow: 'chain' })).toEqual({ ...checking, slow: 'chain' })
    for (const outcome of [open, closed, broken]) {
      expect(reduceState(checking, answer(outcome))).toEqual({ ...outcome, address: '0x12…9f' })
    }
  })

  test('behavior: a visit that is found again is checked without a wallet', () => {
    expect(run(silent).kind).toBe('checking')
    expect(run(silent, answer(open))).toEqual({ ...open, address: '0x12…9f' })
    expect(run(silent, { kind: 'forgotten' })).toBe(locked)
  })

  test('behavior: declining is friendly while connecting and while signing', () => {
    const rejected = { kind: 'locked', wasRejected: true }
    expect(run(connect, choose, { kind: 'rejected' })).toEqual(rejected)
    expect(run(connect, choose, account, { kind: 'rejected' })).toEqual(rejected)
    expect(run({ kind: 'rejected' })).toBe(locked)
  })

  test('behavior: cancelling returns to the previous state', () => {
    const refused = run(silent, answer(closed))
    const again = [connect, choose, account, check].reduce(reduceState, refused)
    expect(again.kind).toBe('checking')
    expect(reduceState(again, { kind: 'cancelled' })).toEqual(refused)
    expect(reduceState(reduceState(refused, connect), { kind: 'cancelled' })).toEqual(refused)
    const failed = run(silent, answer(broken), connect, choose)
    expect(reduceState(failed, { kind: 'cancelled' })).toBe(locked)
    expect(run({ kind: 'cancelled' })).toBe(locked)
  })

  test('behavior: a failure before the check is shown, a late yes is not', () => {
    expect(run(connect, choose, answer(broken))).toEqual({ ...broken, address: null })
    expect(run(connect, choose, account, answer(broken)).kind).toBe('failed')
    expect(run(connect, choose, answer(open)).kind).toBe('connecting')
    expect(run(connect, choose, account, answer(closed)).kind).toBe('signing')
    expect(run(answer(open))).toBe(locked)
  })

  test('behavior: an unlocked page accepts a later no, but no failure', () => {
    const unlocked = run(silent, answer(open))
    expect(reduceState(unlocked, answer(closed)).kind).toBe('refused')
    expect(reduceState(unlocked, answer(broken))).toBe(unlocked)
    expect(reduceState(unlocked, { kind: 'forgotten' })).toBe(locked)
    const declined = [connect, choose, { kind: 'rejected' } as const].reduce(reduceState, unlocked)
    expect(declined).toBe(unlocked)
  })

  test('behavior: only an unlocked page can lose its proofs, and a check restores it', () => {
    const unlocked = run(silent, answer(open))
    const lost = reduceState(unlocked, { kind: 'lost', reason: 'lost' })
    expect(lost).toEqual({ kind: 'failed', reason: 'lost', chain: null, address: '0x12…9f' })
    expect(reduceState(unlocked, { kind: 'lost', reason: 'cart' })).toMatchObject({ reason: 'cart' })
    expect(reduceState(reduceState(lost, check), answer(open))).toEqual(unlocked)
    for (const state of [locked, run(silent), run(silent, answer(closed)), run(connect)]) {
      expect(reduceState(state, { kind: 'lost', reason: 'lost' })).toBe(state)
    }
  })

  test('behavior: an event that does not fit the state changes nothing', () => {
    const checking = run(silent)
    for (const event of [connect, choose, account, check, { kind: 'rejected' } as const]) {
      expect(reduceState(checking, event)).toBe(checking)
    }
    expect(run(choose)).toBe(locked)
    expect(run(account)).toBe(locked)
    expect(run({ kind: 'gotSlow', slow: 'chain' })).toBe(locked)
    expect(run(connect, account).kind).toBe('connecting')
    expect(run(connect, check).kind).toBe('connecting')
  })
})

describe('the account that a wallet shows', () => {
  const shows = (address: string | null): GateEvent => ({ kind: 'accountChanged', address })
  const unlocked = run(connect, choose, account, check, answer(open))

  test('default: what is open stays open, and the card says what the wallet shows', () => {
    expect(reduceState(unlocked, shows('0xab…12'))).toMatchObject({ kind: 'unlocked', shown: '0xab…12' })
    expect(reduceState(unlocked, shows(null))).toMatchObject({ kind: 'unlocked', shown: '' })
  })
  test('behavior: the same account again, in any case, is nothing to say', () => {
    const changed = reduceState(unlocked, shows('0xab…12'))
    expect(reduceState(changed, shows('0X12…9F'))).toMatchObject({ kind: 'unlocked', shown: undefined })
  })
  test('behavior: while the gates are checked, it is said afterwards, and a renewal keeps it', () => {
    const checked = run(connect, choose, account, check, shows('0xab…12'), answer(open))
    expect(checked).toMatchObject({ kind: 'unlocked', address: '0x12…9f', shown: '0xab…12' })
    expect(reduceState(checked, answer(open))).toMatchObject({ shown: '0xab…12' })
  })
  test('behavior: one that changes before it has signed is not waited for', () => {
    const signing = run(connect, choose, account)
    expect(reduceState(signing, shows('0xab…12'))).toMatchObject({ kind: 'failed', reason: 'switched' })
    for (const address of ['0x12…9f', null]) expect(reduceState(signing, shows(address))).toBe(signing)
  })
  test('behavior: before a wallet has named its account there is nothing to compare', () => {
    for (const state of [locked, run(connect), run(connect, choose)])
      expect(reduceState(state, shows('0xab…12'))).toBe(state)
  })
})
