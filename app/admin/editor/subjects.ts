import type { ConditionForm } from '../../core/gate/form.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { familyOfKind, isRecognized } from '../kinds.ts'
import type { ChainView } from '../views.ts'

/** What a merchant chooses first: tokens are told apart by their address, everything else is chosen. */
export type Subject = 'token' | Extract<ConditionKind, 'native' | 'creator' | 'allowlist' | 'denylist'>

const NAMES = {
  token: 'Tokens or NFTs, by their address',
  native: 'The chain’s own coin',
  creator: 'NFTs by a creator',
  allowlist: 'On a list of wallets',
  denylist: 'Not on a list of wallets',
} as const satisfies Record<Subject, string>

/** What a kind is about. */
export function subjectOf(kind: ConditionKind): Subject {
  if (kind === 'native' || kind === 'creator' || kind === 'allowlist' || kind === 'denylist') return kind
  return 'token'
}

/** The subjects to choose from: of chains that are set up, and the chosen one. */
export function listSubjects({
  chains,
  kind,
}: {
  chains: readonly ChainView[]
  kind: ConditionKind
}): { value: Subject; label: string }[] {
  return (Object.keys(NAMES) as Subject[])
    .filter((subject) => subject === subjectOf(kind) || subject === 'token' || hasChain(subject, chains))
    .map((value) => ({ value, label: NAMES[value] }))
}

function hasChain(kind: ConditionKind, chains: readonly ChainView[]): boolean {
  const family = familyOfKind(kind)
  return family === 'any' || chains.some((chain) => chain.family === family)
}

/** What changes in a condition when another subject is chosen: its kind, and a chain that has it. */
export function chooseSubject({
  text,
  chain,
  chains,
}: {
  text: string
  chain: string
  chains: readonly ChainView[]
}): Pick<ConditionForm, 'kind' | 'chain'> {
  const kind = kindOfSubject(text)
  const family = familyOfKind(kind)
  if (family === 'any') return { kind, chain: '' }
  const fits = (each: ChainView) => isRecognized(kind) || each.family === family
  const chosen = chains.find((each) => each.slug === chain)
  if (chosen && fits(chosen)) return { kind, chain }
  return { kind, chain: chains.find(fits)?.slug ?? '' }
}

function kindOfSubject(text: string): ConditionKind {
  return text === 'native' || text === 'creator' || text === 'allowlist' || text === 'denylist'
    ? text
    : 'erc721'
}
