import { parsePicketChain } from '../chain/parsePicketChain.ts'
import type { Chain } from '../chain/types.ts'
import type { Project } from '../project/types.ts'
import type { AuthorizeQuery } from './parseAuthorizeQuery.ts'

export type ChooseLoginChainParameters = {
  readonly query: Pick<AuthorizeQuery, 'chain' | 'requirement'>
  readonly project: Pick<Project, 'requirement'>
  /** The user's choice, or null. */
  readonly chosen: string | null
}
export type ChooseLoginChainResult = {
  readonly chain: Chain
  /** Whether the user may choose: the request names no chain, and there is no requirement. */
  readonly isOpen: boolean
}

/**
 * Choose the chain of a login: the request's, else the project's, else Ethereum. The user's choice counts only if
 * `isOpen`.
 *
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function chooseLoginChain({
  query,
  project,
  chosen,
}: ChooseLoginChainParameters): ChooseLoginChainResult {
  const isOpen = query.chain === null && project.requirement === null && query.requirement === null
  const slug = isOpen ? chosen : (query.chain ?? project.requirement?.chain)
  return { chain: parsePicketChain(slug ?? undefined), isOpen }
}
