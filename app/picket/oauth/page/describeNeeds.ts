import { loadChain } from '../../../core/chain/loadChain.ts'
import { toComparableAddress } from '../../../core/chain/toComparableAddress.ts'
import { listIds } from '../../../core/flatRequirement/evaluateFlatRequirement.ts'
import { hasTokens } from '../../../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../../../core/flatRequirement/types.ts'
import type { ProjectRequirement } from '../../../core/project/types.ts'
import { composeSentence } from '../../words/composeSentence.ts'
import { formatAmount } from './formatAmount.ts'
import { formatShortId } from './formatShortId.ts'
import type { PageSpeech } from './types.ts'

/** A piece of a sentence: words, or a token, whose address is shown until its name is known. */
export type NeedPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'token'; readonly key: string; readonly text: string }

export type DescribeNeedsParameters = {
  readonly projectName: string
  /** The project's stored requirement and the requested ones; all must be met. */
  readonly requirements: readonly ProjectRequirement[]
  readonly speech: Pick<PageSpeech, 'language' | 'page'>
}

/** Describe the requirements in sentences, one each, without duplicates. */
export function describeNeeds({ requirements, ...said }: DescribeNeedsParameters): NeedPiece[][] {
  const sentences = requirements.map((requirement) => describe({ ...requirement, ...said }))
  const texts = sentences.map((pieces) => JSON.stringify(pieces))
  return sentences.filter((_, i) => texts.indexOf(texts[i] ?? '') === i)
}

/** The key of a token on the page and in the answer with names. */
export function formatTokenKey({ chain, id }: { chain: string; id: string }): string {
  return `${chain}/${toComparableAddress(id)}`
}

function describe({
  projectName,
  chain,
  flat,
  speech: { language, page },
}: ProjectRequirement & Omit<DescribeNeedsParameters, 'requirements'>): NeedPiece[] {
  const { minTokenBalance } = flat
  const isAny = minTokenBalance === null || /^[0.]+$/.test(minTokenBalance)
  const values = {
    project: projectName,
    chain: loadChain(chain).name,
    count: isAny ? '' : formatAmount(minTokenBalance, language),
  }
  const toWords = (text: string): NeedPiece[] =>
    text === '' ? [] : [{ kind: 'words', text: composeSentence(text, values) }]
  const [before = '', after] = chooseSentence({ flat, isAny, page }).split('[tokens]')
  return after === undefined
    ? toWords(before)
    : [...toWords(before), ...listTokens({ chain, flat, language }), ...toWords(after)]
}

function chooseSentence({
  flat,
  isAny,
  page,
}: {
  flat: FlatRequirement
  isAny: boolean
  page: PageSpeech['page']
}): string {
  if (!hasTokens(flat)) return page.needList
  if (flat.allowedWallets) return isAny ? page.needAnyOrList : page.needLeastOrList
  return isAny ? page.needAny : page.needLeast
}

/** List the tokens as the language lists alternatives. */
function listTokens({
  chain,
  flat,
  language,
}: Pick<ProjectRequirement, 'chain' | 'flat'> & Pick<PageSpeech, 'language'>): NeedPiece[] {
  const ids = listIds(flat).map(({ id }) => id)
  const format = new Intl.ListFormat(language, { type: 'disjunction' })
  let at = 0
  return format.formatToParts(ids).map(({ type, value }) => {
    if (type === 'literal') return { kind: 'words', text: value }
    at += 1
    return {
      kind: 'token',
      key: formatTokenKey({ chain, id: ids[at - 1] ?? value }),
      text: formatShortId(value),
    }
  })
}
