import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../core/chain/types.ts'
import { type GateForm, listConditionForms } from '../../core/gate/form.ts'
import { invalidGate } from '../../core/gate/invalidGate.ts'
import type { FieldIssue } from '../../core/gate/issues.ts'
import { formatQuestionKey, isAboutListed } from '../../core/requirement/calls/checkQuestion.ts'
import { NAME_WRAPPER } from '../../core/requirement/calls/presets.ts'
import type { CallQuestion, Word } from '../../core/requirement/calls/types.ts'
import { formatWord } from '../../core/requirement/calls/words.ts'
import type { CallCondition } from '../../core/requirement/kinds/call.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Balance, BalanceRead } from '../../core/requirement/reads.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'
import { describeToken } from './describeToken.ts'

/** A wallet to ask about: only whether the contract answers matters, not what. */
const ANYBODY = parseEvmAddress(`0x${'1'.repeat(40)}`)

const WRAPPER = parseEvmAddress(NAME_WRAPPER)

/** The first token of a contract that lists its tokens. @see https://eips.ethereum.org/EIPS/eip-721 ERC721Enumerable */
const FIRST_TOKEN: CallQuestion = {
  ...{ method: 'tokenByIndex(uint256)(uint256)', args: [formatWord(0n)], word: 0, answer: 'amount' },
  ...{ equals: null, tokenIds: [], isRefusalNo: false },
}

type Placed = { readonly path: string; readonly isPreset: boolean; readonly condition: CallCondition }

/**
 * Ask each question to a contract once before it is saved, for a wallet that holds nothing and for one of the ids. A
 * contract that does not know the question would open the gate for nobody.
 *
 * Costs a request per chain of such questions. One about the tokens that a contract lists costs two more.
 * @throws {InputError} ERR_GATE_INVALID
 */
export async function checkCalls(
  ctx: Needs<'readBalances' | 'describeContract'>,
  { form, requirement }: { form: GateForm; requirement: Requirement },
): Promise<void> {
  const placed = listPlaced({ form, requirement })
  if (placed.length === 0) return
  const found = await Promise.all(placed.map(async (one) => [one, await findIssue(ctx, one)] as const))
  const issues: Record<string, FieldIssue> = {}
  for (const [{ path, isPreset }, issue] of found) {
    if (issue === 'tokens-not-listed') issues[`${path}.tokenIds`] = issue
    else if (issue === 'name-wrapped') issues[`${path}.call.values.0`] = issue
    else if (issue === 'call-unanswered' && !isPreset) issues[`${path}.call.method`] = issue
    else if (issue) issues[`${path}.contract`] = issue
  }
  if (Object.keys(issues).length > 0) throw invalidGate(issues)
}

/** Conditions stand in the order of the form. */
function listPlaced({ form, requirement }: { form: GateForm; requirement: Requirement }): Placed[] {
  const conditions = listConditions(requirement.root)
  return listConditionForms(form.root).flatMap(({ path }, i) => {
    const condition = conditions[i]
    return condition?.kind === 'call' ? [{ path, isPreset: condition.preset !== null, condition }] : []
  })
}

async function findIssue(
  ctx: Needs<'readBalances' | 'describeContract'>,
  { condition }: Placed,
): Promise<FieldIssue | null> {
  const { question, chain, contract } = condition
  if (isAboutListed(question)) {
    const found = await describeToken(ctx, { chain, contract })
    if (!found) return 'chain-unreachable'
    if (found.kind !== 'erc721' || found.listsTokens !== true) return 'tokens-not-listed'
  }
  const id = await findId(ctx, condition)
  const asked = [question, ...(id === null ? [] : [toQuestionOf(question, id)])]
  const owners = condition.preset === 'name' ? [ANYBODY, WRAPPER] : [ANYBODY]
  const balances = await readAnswers(ctx, condition, asked, owners)
  const wrapped = owners.length > 1 ? balances.at(-1) : null
  if (wrapped?.kind === 'read' && wrapped.amount > 0n) return 'name-wrapped'
  const unread = balances.find((balance) => balance.kind === 'unread')
  if (unread?.kind !== 'unread') return null
  return unread.code === 'ERR_TOKEN_READ' ? 'call-unanswered' : 'chain-unreachable'
}

/** An id to ask about; null if the question is about none, or no token exists yet. */
async function findId(ctx: Needs<'readBalances'>, condition: CallCondition): Promise<Word | null> {
  const { args, tokenIds } = condition.question
  const [named] = tokenIds
  if (!args.includes('id')) return null
  if (named) return formatWord(named.first)
  const [first] = await readAnswers(ctx, condition, [FIRST_TOKEN])
  return first?.kind === 'read' ? formatWord(first.amount) : null
}

/** The same question about one id, whoever owns it. */
function toQuestionOf(question: CallQuestion, id: Word): CallQuestion {
  return { ...question, args: question.args.map((arg) => (arg === 'id' ? id : arg)), tokenIds: [] }
}

function readAnswers(
  ctx: Needs<'readBalances'>,
  { chain, contract }: CallCondition,
  questions: readonly CallQuestion[],
  owners: readonly EvmAddress[] = [ANYBODY],
): Promise<Balance[]> {
  const reads = owners.flatMap((owner) =>
    questions.map(
      (question): BalanceRead => ({
        ...{ kind: 'call', chain, contract, owner, question },
        questionKey: formatQuestionKey(question),
      }),
    ),
  )
  return ctx.readBalances({ reads, maxAgeSeconds: 0 })
}
