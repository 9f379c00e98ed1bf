import { describe, expect, test } from 'vitest'
import {
  type GateState,
  locked,
  type Outcome,
  reduceAccount,
  reduceAnswer,
  reduceCancel,
  reduceCheck,
  reduceConnect,
  reduceEnd,
  reduceLoss,
  reduceRejection,
  reduceShown,
  reduceSlow,
  reduceSlowWallet,
  reduceWallet,
} from '../../../../extensions/gate-block/src/state.ts'

const open: Outcome = { kind: 'unlocked', gates: [{ number: 4, endsAt: 9 }] }
const closed: Outcome = {
  kind: 'refused',
  lines: [],
  isHeld: false,
  vaults: [],
}
const broken: Outcome = { kind: 'failed', reason: 'unknown', chain: 'Ethereum' }
type Step = (state: GateState) => GateState
const go = (state: GateState, ...steps: Step[]) => steps.reduce((now, step) => step(now), state)
const run = (...steps: Step[]) => go(locked, ...steps)

const connect: Step = reduceConnect
const choose: Step = (state) => reduceWallet(state, 'Lantern')
const account: Step = (state) => reduceAccount(state, '0x12…9f')
const check: Step = (state) => reduceCheck(state, '0x12…9f', false)
const silent: Step = (state) => reduceCheck(state, '0x12…9f', true)
const slow: Step = (state) => reduceSlow(state, 'slow')
const lose: Step = (state) => reduceLoss(state, 'lost')
const answer =
  (outcome: Outcome): Step =>
  (state) =>
    reduceAnswer(state, outcome)

describe('the states of the card', () => {
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
    expect(slow(checking)).toEqual({ ...checking, slow: 'slow' })
    for (const outcome of [open, closed, broken]) {
      expect(go(checking, answer(outcome))).toEqual({ ...outcome, address: '0x12…9f' })
    }
  })

  test('behavior: a visit that is found again is checked without a wallet', () => {
    expect(run(silent).kind).toBe('checking')
    expect(run(silent, answer(open))).toEqual({ ...open, address: '0x12…9f' })
    expect(run(silent, reduceEnd)).toBe(locked)
  })

  test('behavior: a wallet that does not answer is said to be slow, from its choice to its signature', () => {
    expect(run(connect, reduceSlowWallet)).toEqual(run(connect))
    expect(run(connect, choose, reduceSlowWallet)).toMatchObject({ kind: 'connecting', isSlow: true })
    expect(run(connect, choose, account, reduceSlowWallet)).toMatchObject({ kind: 'signing', isSlow: true })
    expect(run(silent, reduceSlowWallet)).toEqual(run(silent))
  })

  test('behavior: declining is friendly while connecting and while signing', () => {
    const rejected = { kind: 'locked', wasRejected: true }
    expect(run(connect, choose, reduceRejection)).toEqual(rejected)
    expect(run(connect, choose, account, reduceRejection)).toEqual(rejected)
    expect(run(reduceRejection)).toBe(locked)
  })

  test('behavior: cancelling returns to the previous state', () => {
    const refused = run(silent, answer(closed))
    const again = go(refused, connect, choose, account, check)
    expect(again.kind).toBe('checking')
    expect(go(again, reduceCancel)).toEqual(refused)
    expect(go(go(refused, connect), reduceCancel)).toEqual(refused)
    const failed = run(silent, answer(broken), connect, choose)
    expect(go(failed, reduceCancel)).toBe(locked)
    expect(run(reduceCancel)).toBe(locked)
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
    expect(go(unlocked, answer(closed)).kind).toBe('refused')
    expect(go(unlocked, answer(broken))).toBe(unlocked)
    expect(go(unlocked, reduceEnd)).toBe(locked)
    const declined = go(unlocked, connect, choose, reduceRejection)
    expect(declined).toBe(unlocked)
  })

  test('behavior: only an unlocked page can lose its proofs, and a check restores it', () => {
    const unlocked = run(silent, answer(open))
    const lost = go(unlocked, lose)
    expect(lost).toEqual({ kind: 'failed', reason: 'lost', address: '0x12…9f' })
    expect(reduceLoss(unlocked, 'cart')).toMatchObject({ reason: 'cart' })
    expect(go(go(lost, check), answer(open))).toEqual(unlocked)
    for (const state of [locked, run(silent), run(silent, answer(closed)), run(connect)]) {
      expect(go(state, lose)).toBe(state)
    }
  })

  test('behavior: an event that does not fit the state changes nothing', () => {
    const checking = run(silent)
    for (const event of [connect, choose, account, check, reduceRejection]) {
      expect(go(checking, event)).toBe(checking)
    }
    expect(run(choose)).toBe(locked)
    expect(run(account)).toBe(locked)
    expect(run(slow)).toBe(locked)
    expect(run(connect, account).kind).toBe('connecting')
    expect(run(connect, check).kind).toBe('connecting')
  })
})

describe('the account that a wallet shows', () => {
  const shows = (address: string | null) => (state: GateState) => reduceShown(state, address)
  const unlocked = run(connect, choose, account, check, answer(open))

  test('default: what is open stays open, and the card says what the wallet shows', () => {
    expect(go(unlocked, shows('0xab…12'))).toMatchObject({ kind: 'unlocked', shown: '0xab…12' })
    expect(go(unlocked, shows(null))).toMatchObject({ kind: 'unlocked', shown: '' })
  })
  test('behavior: the same account again, in any case, is nothing to say', () => {
    const changed = go(unlocked, shows('0xab…12'))
    expect(go(changed, shows('0X12…9F'))).toMatchObject({ kind: 'unlocked', shown: undefined })
  })
  test('behavior: while the gates are checked, it is said afterwards, and a renewal keeps it', () => {
    const checked = run(connect, choose, account, check, shows('0xab…12'), answer(open))
    expect(checked).toMatchObject({ kind: 'unlocked', address: '0x12…9f', shown: '0xab…12' })
    expect(go(checked, answer(open))).toMatchObject({ shown: '0xab…12' })
  })
  test('behavior: one that changes before it has signed is not waited for', () => {
    const signing = run(connect, choose, account)
    expect(go(signing, shows('0xab…12'))).toMatchObject({ kind: 'failed', reason: 'switched' })
    for (const address of ['0x12…9f', null]) expect(go(signing, shows(address))).toBe(signing)
  })
  test('behavior: before a wallet has named its account there is nothing to compare', () => {
    for (const state of [locked, run(connect), run(connect, choose)])
      expect(go(state, shows('0xab…12'))).toBe(state)
  })
})
