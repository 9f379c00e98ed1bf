import type { Project } from '../../core/project/types.ts'
import type { Sentence } from '../formatPlain.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { formatSignInRule } from './formatSignInRule.ts'

/** Format a project's own rule, who may sign in, as a sentence. The contract's address is the token's name. */
export function formatProjectRule({ requirement }: Pick<Project, 'requirement'>): Sentence {
  if (!requirement) return formatSignInRule(null)
  const { contractAddress: contract, minTokenBalance, tokenIds, allowedWallets } = requirement.flat
  return formatSignInRule({
    chain: requirement.chain,
    token: contract && formatTokenName({ kind: 'erc721', name: '', symbol: '', contract }),
    minimum: minTokenBalance ?? '',
    tokenIds,
    walletCount: allowedWallets?.length ?? 0,
  })
}
