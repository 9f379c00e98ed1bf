import { loadChain } from '../../../core/chain/loadChain.ts'
import { toComparableAddress } from '../../../core/chain/toComparableAddress.ts'
import { listIds } from '../../../core/flatRequirement/evaluateFlatRequirement.ts'
import { hasTokens } from '../../../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../../../core/flatRequirement/types.ts'
import type { ProjectRequirement } from '../../../core/project/types.ts'
import { formatAmount } from './formatAmount.ts'
import { formatShortId } from './formatShortId.ts'

/** A piece of a sentence: words, or a token, whose address is shown until its name is known. */
export type NeedPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'token'; readonly key: string; readonly text: string }

export type DescribeNeedsParameters = {
  readonly projectName: string
  /** The project's stored requirement and the requested ones; all must be met. */
  readonly requirements: readonly ProjectRequirement[]
}

/** Describe the requirements in sentences, one each, without duplicates. */
export function describeNeeds({ projectName, requirements }: DescribeNeedsParameters): NeedPiece[][] {
  const sentences = requirements.map(({ chain, flat }) => describe({ projectName, chain, flat }))
  const said = sentences.map((pieces) => JSON.stringify(pieces))
  return sentences.filter((_, i) => said.indexOf(said[i] ?? '') === i)
}

/** The key of a token on the page and in the answer with names. */
export function formatTokenKey({ chain, id }: { chain: string; id: string }): string {
  return `${chain}/${toComparableAddress(id)}`
}

function describe({
  projectName,
  chain,
  flat,
}: ProjectRequirement & { readonly projectName: string }): NeedPiece[] {
  const list = `a place on ${projectName}’s list`
  if (!hasTokens(flat)) return [composeTextPiece(`${list[0]?.toUpperCase()}${list.slice(1)}`)]
  const tokens = listIds(flat).flatMap(({ id }, i, all) => {
    const joint = i === 0 ? [] : [composeTextPiece(i === all.length - 1 ? ' or ' : ', ')]
    return [...joint, { kind: 'token' as const, key: formatTokenKey({ chain, id }), text: formatShortId(id) }]
  })
  return [
    composeTextPiece(formatMinimum(flat)),
    ...tokens,
    composeTextPiece(` on ${loadChain(chain).name}${flat.allowedWallets ? `, or ${list}` : ''}`),
  ]
}

function formatMinimum({ minTokenBalance }: FlatRequirement): string {
  const isAny = minTokenBalance === null || /^[0.]+$/.test(minTokenBalance)
  return isAny ? 'Any amount of ' : `At least ${formatAmount(minTokenBalance)} `
}

function composeTextPiece(text: string): NeedPiece {
  return { kind: 'words', text }
}
