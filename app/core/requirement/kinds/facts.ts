import type { ConditionField, KindFacts } from './entry.ts'

/**
 * What is plain data about each kind of condition, in the order people see them. It stands apart from the entries, which
 * parse, read and judge: the editor in the browser asks only this.
 */
export const conditionFacts = {
  erc721: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: 'number',
    isCoin: false,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum', 'tokenIds'],
  },
  trait: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: 'number',
    isCoin: false,
    isRecognized: false,
    fields: ['contract', 'traits', 'minimum', 'maximum'],
  },
  erc1155: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: false,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum', 'tokenIds', 'perId'],
  },
  erc20: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: true,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum'],
  },
  native: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: true,
    isRecognized: false,
    fields: ['minimum', 'maximum'],
  },
  collection: {
    family: 'solana',
    asks: 'holding',
    tokenIdentity: 'mint',
    isCoin: false,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum'],
  },
  creator: {
    family: 'solana',
    asks: 'holding',
    tokenIdentity: 'mint',
    isCoin: false,
    isRecognized: false,
    fields: ['contract', 'minimum', 'maximum'],
  },
  spl: {
    family: 'solana',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: true,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum'],
  },
  stake: {
    family: 'solana',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: true,
    isRecognized: false,
    fields: ['minimum', 'maximum'],
  },
  flowNft: {
    family: 'flow',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: false,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum'],
  },
  flowToken: {
    family: 'flow',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: true,
    isRecognized: true,
    fields: ['contract', 'minimum', 'maximum'],
  },
  call: {
    family: 'evm',
    asks: 'holding',
    tokenIdentity: null,
    isCoin: false,
    isRecognized: false,
    fields: ['call', 'contract', 'minimum', 'maximum', 'tokenIds'],
  },
  allowlist: {
    family: 'any',
    asks: 'listed',
    tokenIdentity: null,
    isCoin: false,
    isRecognized: false,
    fields: ['list'],
  },
  denylist: {
    family: 'any',
    asks: 'unlisted',
    tokenIdentity: null,
    isCoin: false,
    isRecognized: false,
    fields: ['list'],
  },
} as const satisfies Readonly<Record<string, KindFacts>>

export type ConditionKind = keyof typeof conditionFacts

/** Whether a text names a kind of condition. */
export function isConditionKind(kind: unknown): kind is ConditionKind {
  return typeof kind === 'string' && Object.hasOwn(conditionFacts, kind)
}

/** Whether the form of a kind has a field. */
export function hasField(kind: ConditionKind, field: ConditionField): boolean {
  return (conditionFacts[kind].fields as readonly ConditionField[]).includes(field)
}
