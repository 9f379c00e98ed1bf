import type { Limits } from '../../../app/core/gate/types.ts'
import type { ReservationState } from '../../../app/core/redemption/types.ts'

/*
 * Model of the ledger in plain arrays: no slots, no keys, no locks. `ledger.model.test.ts` compares it with the real
 * one.
 */

export type Unit = { readonly kind: 'wallet' | 'token' | 'total'; readonly key: string }
export type Holder = { readonly kind: 'wallet' | 'token'; readonly key: string }
export type Row = {
  visit: string
  gate: number
  state: ReservationState
  units: Unit[]
  /** Holders of the place of a total while the row is open. */
  holders: Holder[]
  endsAt: number
  order: number | null
}
export type ModelGrant = {
  id: string
  visit: string
  gates: number[]
  state: 'open' | 'paid' | 'closed'
  by: ModelOrder | null
}
export type ModelOrder = {
  id: number
  orderedAt: number
  /** Its grants, each with the limited gates that it uses. */
  uses: { grant: string; gates: number[] }[]
  closes: string[]
  /** Refunded gates; all if the order was cancelled. */
  refunded: Set<number>
  isCancelled: boolean
}

export class LedgerModel {
  readonly limits: Map<number, Limits>
  readonly rows: Row[] = []
  readonly grants = new Map<string, ModelGrant>()

  constructor(limits: Map<number, Limits>) {
    this.limits = limits
  }

  private living(gate: number): Row[] {
    return this.rows.filter((row) => row.gate === gate && (row.state === 'open' || row.state === 'committed'))
  }

  private hasRoom(gate: number, { kind, key }: Unit): boolean {
    const limits = this.limits.get(gate)
    const most =
      { wallet: limits?.perWallet, token: limits?.perToken, total: limits?.total }[kind] ?? Infinity
    const used = this.living(gate).flatMap(({ units }) =>
      units.filter((unit) => unit.kind === kind && unit.key === key),
    )
    return used.length < most
  }

  find(visit: string, gate: number): Row | undefined {
    return this.rows.find((row) => row.visit === visit && row.gate === gate && row.state === 'open')
  }

  /** Whether another open row has the place of a wallet or token. */
  private isElsewhere(gate: number, standing: Row | undefined, { kind, key }: Holder, now: number): boolean {
    return this.rows.some(
      (row) =>
        row !== standing &&
        row.gate === gate &&
        row.state === 'open' &&
        row.endsAt > now &&
        row.holders.some((one) => one.kind === kind && one.key === key),
    )
  }

  /**
   * Returns the row, or the kind of unit that is used up or the holder whose place is taken. Without an end it changes a
   * running row, or is gone.
   */
  reserve(want: {
    visit: string
    gate: number
    wallets: string[]
    tokens: string[]
    isWhole: boolean
    endsAt: number | null
    now: number
  }): Unit['kind'] | `${Holder['kind']}-place` | 'gone' | Row {
    const { visit, gate, endsAt, now } = want
    const limits = this.limits.get(gate)
    const standing = this.find(visit, gate)
    const newEnd = endsAt ?? (standing && standing.endsAt > now ? standing.endsAt : null)
    if (newEnd === null) return 'gone'
    // The use of a token that was sold is replaced by one of a held token.
    const isKnown = want.isWhole && want.tokens.length > 0
    const isSold = ({ kind, key }: Unit) =>
      kind === 'token' && limits?.perToken && isKnown && !want.tokens.includes(key)
    const kept = (standing?.units ?? []).filter((unit) => !isSold(unit))
    const has = (kind: Unit['kind'], key?: string) =>
      kept.some((unit) => unit.kind === kind && (key === undefined || unit.key === key))
    const units: Unit[] = []
    if (limits?.perWallet) {
      const lacking = want.wallets.filter((key) => !has('wallet', key)).sort()
      units.push(...lacking.map((key) => ({ kind: 'wallet' as const, key })))
      if (!units.every((unit) => this.hasRoom(gate, unit))) return 'wallet'
    }
    const isElsewhere = (holder: Holder) =>
      Boolean(limits?.total) && this.isElsewhere(gate, standing, holder, now)
    const isFree = (key: string) => !isElsewhere({ kind: 'token', key })
    const total = limits?.total && !has('total') ? [{ kind: 'total' as const, key: '' }] : []
    let token = kept.find(({ kind }) => kind === 'token')?.key
    if (limits?.perToken && !has('token')) {
      const roomy = want.tokens.filter((key) => this.hasRoom(gate, { kind: 'token', key }))
      token = roomy.find(isFree) ?? roomy[0]
      if (token === undefined) return 'token'
      units.push({ kind: 'token', key: token })
    }
    const had = standing?.holders ?? []
    if (!limits?.perToken) {
      const isRunning = standing && standing.endsAt > now
      const own = had.find(({ kind, key }) => isRunning && kind === 'token' && want.tokens.includes(key))
      token = own?.key ?? want.tokens.find(isFree) ?? want.tokens[0]
    }
    const wallets = want.wallets.map((key): Holder => ({ kind: 'wallet', key }))
    const holders = token === undefined ? wallets : [...wallets, { kind: 'token' as const, key: token }]
    if (limits?.total && wallets.some(isElsewhere)) return 'wallet-place'
    if (limits?.total && holders.some(isElsewhere)) return 'token-place'
    if (total.some(({ kind }) => kind === 'total') && !this.hasRoom(gate, { kind: 'total', key: '' }))
      return 'total'
    units.push(...total)
    const row: Row = standing ?? {
      visit,
      gate,
      state: 'open',
      units,
      holders: [],
      endsAt: newEnd,
      order: null,
    }
    if (!standing) this.rows.push(row)
    else {
      standing.units = [...kept, ...units]
      standing.endsAt = Math.max(standing.endsAt, newEnd)
    }
    if (limits?.total) this.seat(row, holders)
    return row
  }

  /** Give holders the place of a row, and remove them from every other open row of the gate. */
  private seat(row: Row, holders: readonly Holder[]) {
    const isSame = (one: Holder) => (other: Holder) => one.kind === other.kind && one.key === other.key
    const isNew = (one: Holder) => holders.some(isSame(one))
    const hasToken = holders.some(({ kind }) => kind === 'token')
    for (const other of this.rows.filter(({ gate, state }) => gate === row.gate && state === 'open')) {
      other.holders = other.holders.filter((one) => !isNew(one))
    }
    row.holders = [...row.holders.filter(({ kind }) => kind !== 'token' || !hasToken), ...holders]
  }

  sweep(now: number): number {
    const ended = this.rows.filter((row) => row.state === 'open' && row.endsAt <= now)
    for (const row of ended) {
      row.state = 'released'
      row.holders = []
    }
    return ended.length
  }

  settle(order: ModelOrder, now: number) {
    const displaced = new Set<number>()
    const taken: { grant: string; by: number }[] = []
    const paid: string[] = []
    const paying = new Map(order.uses.map((use) => [use.grant, use.gates]))
    for (const id of [...new Set([...paying.keys(), ...order.closes])].sort()) {
      const grant = this.grants.get(id)
      if (!grant) continue
      const as = paying.has(id) ? 'paid' : 'closed'
      if (grant.by === null || (grant.by !== order && isBefore(order, grant.by))) {
        if (grant.by && grant.state === 'paid') displaced.add(grant.by.id)
        grant.by = order
        grant.state = as
      } else if (grant.by === order && as === 'paid') grant.state = 'paid'
      if (as === 'closed') continue
      if (grant.by === order) paid.push(id)
      else taken.push({ grant: id, by: grant.by.id })
    }
    const kept = new Map<string, { grant: string; visit: string; gate: number }>()
    const given = new Map<string, { visit: string; gate: number }>()
    for (const id of order.uses.map(({ grant }) => grant).filter((grant) => paid.includes(grant))) {
      const visit = this.grants.get(id)?.visit ?? ''
      for (const gate of paying.get(id) ?? []) {
        const name = `${visit} ${gate}`
        if (order.isCancelled || order.refunded.has(gate)) given.set(name, { visit, gate })
        else kept.set(name, { grant: id, visit, gate })
      }
    }
    const nameOf = (row: Row) => `${row.visit} ${row.gate}`
    const freed: Row[] = []
    for (const [name, { visit, gate }] of given) {
      if (kept.has(name)) continue
      const ofVisit = this.rows.filter((row) => row.visit === visit && row.gate === gate)
      const own = ofVisit.filter((row) => row.order === order.id)
      const back =
        own.length > 0
          ? own.filter(({ state }) => state === 'committed')
          : ofVisit.filter(({ state }) => state === 'open')
      for (const row of back) {
        row.state = 'released'
        row.holders = []
        row.order = order.id
        freed.push(row)
      }
    }
    for (const row of this.rows.filter(({ state, order: by }) => state === 'committed' && by === order.id)) {
      if (kept.has(nameOf(row)) || given.has(nameOf(row))) continue
      const reopens = !this.find(row.visit, row.gate) && row.endsAt > now
      row.state = reopens ? 'open' : 'released'
      row.order = null
      freed.push(row)
    }
    for (const { visit, gate } of freed) {
      for (const grant of this.grants.values()) {
        const by = grant.by
        if (grant.visit !== visit || grant.state !== 'paid' || !by || by === order) continue
        const uses = this.rows.some(
          (row) =>
            row.visit === visit && row.gate === gate && row.order === by.id && row.state !== 'released',
        )
        if (grant.gates.includes(gate) && !uses) displaced.add(by.id)
      }
    }
    const missing: { grant: string; gate: number }[] = []
    const byGate = [...kept.values()].sort((a, b) => a.gate - b.gate || (a.visit < b.visit ? -1 : 1))
    for (const { grant, visit, gate } of byGate) {
      const loser = this.claim(order, visit, gate)
      if (loser === 'missing') missing.push({ grant, gate })
      else if (loser !== null) displaced.add(loser)
    }
    return { paid: paid.sort(), taken, missing, displaced }
  }

  /** Returns the order that lost its use, null if none did, or that the use is missing. */
  private claim(order: ModelOrder, visit: string, gate: number): number | null | 'missing' {
    const rows = this.rows.filter((row) => row.visit === visit && row.gate === gate)
    if (rows.some((row) => row.order === order.id && row.state !== 'released')) return null
    const open = rows.find(({ state }) => state === 'open')
    if (open) {
      open.state = 'committed'
      open.holders = []
      open.order = order.id
      return null
    }
    const sinceLapse = rows.slice(rows.findLastIndex(({ state }) => state === 'lapsed') + 1)
    for (const old of sinceLapse.filter(({ state }) => state === 'released').reverse()) {
      if (!old.units.every((unit) => this.hasRoom(gate, unit))) continue
      this.rows.push({ ...old, state: 'committed', order: order.id })
      return null
    }
    const placeOf = (row: Row) => [...this.grants.values()].find(({ by }) => by?.id === row.order)?.by ?? null
    const later = rows
      .filter((row) => row.state === 'committed')
      .map((row) => ({ row, place: placeOf(row) }))
      .filter(({ place }) => place === null || isBefore(order, place))
      .sort((a, b) => (a.place === null ? -1 : b.place === null ? 1 : isBefore(a.place, b.place) ? 1 : -1))[0]
    if (!later) return 'missing'
    const loser = later.row.order
    later.row.order = order.id
    return loser
  }
}

function isBefore(a: ModelOrder, b: ModelOrder): boolean {
  return a.orderedAt < b.orderedAt || (a.orderedAt === b.orderedAt && a.id < b.id)
}
