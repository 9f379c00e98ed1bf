import type { ConditionForm } from '../../core/gate/form.ts'
import { conditionFacts, isConditionKind } from '../../core/requirement/kinds/facts.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { familyOfKind, isRecognized, KIND_TEXTS } from '../kinds.ts'
import type { ChainView } from '../views.ts'

/** First choice for a condition: a token by its address, or a kind that no token address determines. */
export type Subject = 'token' | ConditionKind

const TOKEN = { value: 'token', label: 'Tokens or NFTs, by address' } as const

/** The subject that a kind belongs to. */
export function subjectOf(kind: ConditionKind): Subject {
  return KIND_TEXTS[kind].choice === null ? TOKEN.value : kind
}

/** List the subjects to choose from: those with a configured chain, and the chosen one. */
export function listSubjects({
  chains,
  kind,
}: {
  chains: readonly ChainView[]
  kind: ConditionKind
}): { value: Subject; label: string }[] {
  const choices = Object.keys(conditionFacts).filter(isConditionKind)
  return [
    TOKEN,
    ...choices.flatMap((value) => {
      const label = KIND_TEXTS[value].choice
      return label !== null && (value === kind || hasChain(value, chains)) ? [{ value, label }] : []
    }),
  ]
}

function hasChain(kind: ConditionKind, chains: readonly ChainView[]): boolean {
  const family = familyOfKind(kind)
  return family === 'any' || chains.some((chain) => chain.family === family)
}

/** Change of a condition when another subject is chosen: its kind, and a chain that supports the kind. */
export function chooseSubject({
  text,
  chain,
  chains,
}: {
  text: string
  chain: string
  chains: readonly ChainView[]
}): Pick<ConditionForm, 'kind' | 'chain'> {
  // A token counts as an NFT collection until the chain describes its address.
  const kind = isConditionKind(text) && subjectOf(text) === text ? text : 'erc721'
  const family = familyOfKind(kind)
  if (family === 'any') return { kind, chain: '' }
  const fits = (each: ChainView) => isRecognized(kind) || each.family === family
  const chosen = chains.find((each) => each.slug === chain)
  if (chosen && fits(chosen)) return { kind, chain }
  return { kind, chain: chains.find(fits)?.slug ?? '' }
}
