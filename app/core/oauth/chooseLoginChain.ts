import { parsePicketChain } from '../chain/parsePicketChain.ts'
import type { Chain } from '../chain/types.ts'
import type { Project } from '../project/types.ts'
import type { AuthorizeQuery } from './parseAuthorizeQuery.ts'

export type ChooseLoginChainParameters = {
  readonly query: Pick<AuthorizeQuery, 'chain' | 'requirement'>
  readonly project: Pick<Project, 'requirement'>
  /** What the person chose, or null. */
  readonly chosen: string | null
}
export type ChooseLoginChainResult = {
  readonly chain: Chain
  /** Whether the person may choose: nothing that is asked hangs on a chain. */
  readonly isOpen: boolean
}

/**
 * Choose the chain of a login: the request's, else the project's, else the person's.
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
