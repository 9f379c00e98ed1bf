import { REACTION_FIELDS, readFlags } from '../gate/reactionJson.ts'
import { PRICE_KINDS, reactionKinds } from '../gate/reactionKinds.ts'
import type { GateNumber } from '../gate/types.ts'
import type { PricePiece, ProofEntry } from '../proof/types.ts'
import {
  fieldsOf,
  readBoolean,
  readColumn,
  readDigits,
  readFields,
  readFlag,
  readList,
  readNullable,
  readObject,
  readOneOf,
  readText,
  readWhole,
  readWord,
} from '../stored/fields.ts'
import { OUTCOMES } from './outcomes.ts'
import type {
  KeptProof,
  OrderOutcome,
  ProofFault,
  ProofPlace,
  Recheck,
  SettledGate,
  SettledLine,
  Settlement,
  SettlementReason,
} from './types.ts'

/** The content of the column `detail` of a settlement: the settlement, and values without a column of their own. */
export type SettlementDetail = {
  readonly settlement: Settlement
  /** Shopify's time of the order's last change when it was read. Absent in older rows. Unix seconds. */
  readonly seenAt?: number | undefined
  /** The customer's id from a webhook, if Shopify does not show the customer to the app. */
  readonly customerId?: number | undefined
  /** Whether a webhook announced the order. */
  readonly isTold: boolean
  /** Whether the customer's data was erased. */
  readonly isRedacted: boolean
}

type DetailJson = Settlement & {
  readonly seenAt?: number
  readonly customerId?: number
  readonly isTold?: true
  readonly isRedacted?: true
}
const DETAIL = fieldsOf<DetailJson>({
  outcome: 'always',
  wholeOutcome: 'always',
  reasons: 'always',
  lines: 'always',
  gates: 'always',
  grants: 'always',
  proofs: 'maybe',
  isCancelled: 'always',
  rechecks: 'always',
  holders: 'always',
  tags: 'maybe',
  seenAt: 'maybe',
  customerId: 'maybe',
  isTold: 'maybe',
  isRedacted: 'maybe',
})
const LINE = fieldsOf<SettledLine>({
  lineId: 'always',
  outcome: 'always',
  reasons: 'always',
  gates: 'always',
  closedGates: 'always',
})
const GATE = fieldsOf<SettledGate>({ gate: 'always', revision: 'always', grant: 'always' })
const RECHECK = fieldsOf<Recheck>({ gate: 'always', verdict: 'always' })
const PROOF = fieldsOf<KeptProof>({
  place: 'always',
  grant: 'always',
  isUnasked: 'maybe',
  entries: 'always',
})
const ENTRY = fieldsOf<ProofEntry>({
  gate: 'always',
  revision: 'always',
  cap: 'always',
  profile: 'always',
  reaction: 'always',
})
const PRICE = fieldsOf<PricePiece>({ kind: 'always', amount: 'always' })

const ORDER_OUTCOMES = { ...OUTCOMES, mixed: true } as const satisfies Record<OrderOutcome, true>
const VERDICTS = { held: true, 'not-held': true, unknown: true } as const satisfies Record<
  Recheck['verdict'],
  true
>
const FAULTS = {
  shape: true,
  carrier: true,
  expired: true,
  buyer: true,
  epoch: true,
  mac: true,
} as const satisfies Record<ProofFault, true>
const LETTERS = PRICE_KINDS.map((kind) => reactionKinds[kind].letter)
const PLACES = {
  m: { needs: ['kind'], mayHave: [] },
  c: { needs: ['kind'], mayHave: [] },
  l: { needs: ['kind', 'lineId'], mayHave: [] },
  code: { needs: ['kind', 'code'], mayHave: [] },
  till: { needs: ['kind', 'check'], mayHave: [] },
} as const satisfies Record<ProofPlace['kind'], unknown>

/** The fields of each kind of reason, beside its kind. */
const REASON_FIELDS = {
  'staff-made': [],
  'no-proof': [],
  'bad-proof': ['fault'],
  'gate-shut': ['gate'],
  'over-cap': ['gate'],
  'second-code': ['gate'],
  'no-such-grant': ['grant'],
  'other-cart': ['grant'],
  'nobody-came': ['grant'],
  'grant-used': ['grant', 'by'],
  'use-gone': ['grant', 'gate'],
  'not-held': ['gate'],
  'not-rechecked': ['gate'],
  'no-item': ['gate'],
  'order-discount': [],
} as const satisfies {
  readonly [Kind in SettlementReason['kind']]: readonly Exclude<
    keyof Extract<SettlementReason, { kind: Kind }>,
    'kind'
  >[]
}

/** Format a settlement for its column `detail`. */
export function formatSettlementDetail(detail: Omit<SettlementDetail, 'isRedacted'>) {
  const { settlement, seenAt, customerId, isTold } = detail
  return {
    v: 1,
    ...settlement,
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(isTold ? { isTold } : {}),
  }
}

/** Parse the column `detail` of a settlement. @throws {SetupError} ERR_STORED_INVALID */
export function parseSettlementDetail(value: unknown): SettlementDetail {
  const fields = readColumn(value, 'detail', DETAIL)
  const { seenAt, customerId, proofs, tags } = fields
  const settlement: Settlement = {
    outcome: readWord(fields.outcome, 'detail.outcome', ORDER_OUTCOMES),
    wholeOutcome: readWord(fields.wholeOutcome, 'detail.wholeOutcome', OUTCOMES),
    reasons: readList(fields.reasons, 'detail.reasons', parseReason),
    lines: readList(fields.lines, 'detail.lines', parseLine),
    gates: readList(fields.gates, 'detail.gates', parseGate),
    grants: readList(fields.grants, 'detail.grants', (id) => readText(id, 'detail.grants')),
    ...(proofs === undefined ? {} : { proofs: readList(proofs, 'detail.proofs', parseProof) }),
    isCancelled: readBoolean(fields.isCancelled, 'detail.isCancelled'),
    rechecks: readList(fields.rechecks, 'detail.rechecks', parseRecheck),
    holders: readList(fields.holders, 'detail.holders', (key) => readText(key, 'detail.holders')),
    ...(tags === undefined
      ? {}
      : { tags: readList(tags, 'detail.tags', (tag) => readText(tag, 'detail.tags')) }),
  }
  return {
    settlement,
    ...(seenAt === undefined ? {} : { seenAt: readWhole(seenAt, 'detail.seenAt') }),
    ...(customerId === undefined ? {} : { customerId: readWhole(customerId, 'detail.customerId', 1) }),
    isTold: readFlag(fields.isTold, 'detail.isTold'),
    isRedacted: readFlag(fields.isRedacted, 'detail.isRedacted'),
  }
}

function parseReason(value: unknown): SettlementReason {
  const what = 'detail.reasons'
  const kind = readWord(readObject(value, what).kind, `${what}.kind`, REASON_FIELDS)
  const needs: readonly string[] = REASON_FIELDS[kind]
  const { fault, gate, grant, by } = readFields(value, what, { needs: ['kind', ...needs], mayHave: [] })
  return {
    kind,
    ...(needs.includes('fault') && { fault: readWord(fault, `${what}.fault`, FAULTS) }),
    ...(needs.includes('gate') && { gate: readWhole(gate, `${what}.gate`, 1) }),
    ...(needs.includes('grant') && { grant: readText(grant, `${what}.grant`) }),
    ...(needs.includes('by') && { by: readWhole(by, `${what}.by`, 1) }),
    // The fields are those that `REASON_FIELDS` ties to the kind.
  } as SettlementReason
}

function parseLine(value: unknown): SettledLine {
  const what = 'detail.lines'
  const { lineId, outcome, reasons, gates, closedGates } = readFields(value, what, LINE)
  const readGate = (gate: unknown) => readWhole(gate, `${what}.gates`, 1)
  return {
    lineId: readWhole(lineId, `${what}.lineId`, 1),
    outcome: readWord(outcome, `${what}.outcome`, OUTCOMES),
    reasons: readList(reasons, `${what}.reasons`, parseReason),
    gates: readList(gates, `${what}.gates`, readGate),
    closedGates: readList(closedGates, `${what}.closedGates`, readGate),
  }
}

function parseGate(value: unknown): SettledGate {
  const { gate, revision, grant } = readFields(value, 'detail.gates', GATE)
  return {
    gate: readWhole(gate, 'detail.gates.gate', 1),
    revision: readWhole(revision, 'detail.gates.revision', 1),
    grant: readText(grant, 'detail.gates.grant'),
  }
}

function parseRecheck(value: unknown): Recheck {
  const { gate, verdict } = readFields(value, 'detail.rechecks', RECHECK)
  return {
    gate: readWhole(gate, 'detail.rechecks.gate', 1),
    verdict: readWord(verdict, 'detail.rechecks.verdict', VERDICTS),
  }
}

function parseProof(value: unknown): KeptProof {
  const { place, grant, isUnasked, entries } = readFields(value, 'detail.proofs', PROOF)
  return {
    place: parsePlace(place),
    grant: readText(grant, 'detail.proofs.grant'),
    ...(readFlag(isUnasked, 'detail.proofs.isUnasked') ? { isUnasked: true } : {}),
    entries: readList(entries, 'detail.proofs.entries', parseEntry),
  }
}

function parsePlace(value: unknown): ProofPlace {
  const what = 'detail.proofs.place'
  const kind = readWord(readObject(value, what).kind, `${what}.kind`, PLACES)
  const { lineId, code, check } = readFields(value, what, PLACES[kind])
  if (kind === 'l') return { kind, lineId: readWhole(lineId, `${what}.lineId`, 1) }
  if (kind === 'code') return { kind, code: readText(code, `${what}.code`) }
  if (kind === 'till') return { kind, check: readText(check, `${what}.check`) }
  return { kind }
}

function parseEntry(value: unknown): KeptProof['entries'][number] {
  const what = 'detail.proofs.entries'
  const { gate, revision, cap, profile, reaction } = readFields(value, what, ENTRY)
  const gives = readFields(reaction, `${what}.reaction`, REACTION_FIELDS)
  return {
    gate: readWhole(gate, `${what}.gate`, 1) as GateNumber,
    revision: readWhole(revision, `${what}.revision`, 1),
    cap: readWhole(cap, `${what}.cap`),
    profile: readWhole(profile, `${what}.profile`),
    reaction: { ...readFlags(gives, `${what}.reaction`), price: readNullable(gives.price, parsePrice) },
  }
}

function parsePrice(value: unknown) {
  const { kind, amount } = readFields(value, 'detail.proofs.entries.price', PRICE)
  return {
    kind: readOneOf(kind, 'detail.proofs.entries.price.kind', LETTERS),
    amount: String(readDigits(amount, 'detail.proofs.entries.price.amount')),
  }
}
