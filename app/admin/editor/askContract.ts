import type { ContractAnswer } from '../views.ts'

/**
 * Ask our server what a contract is.
 *
 * By plain fetch, because a fetcher that cannot reach the server takes the page down with all that was written in it.
 */
export async function askContract({
  chain,
  contract,
}: {
  chain: string
  contract: string
}): Promise<ContractAnswer> {
  try {
    const query = new URLSearchParams({ chain, contract: contract.trim() })
    const response = await fetch(`/app/contract?${query}`, { headers: { accept: 'application/json' } })
    if (!response.ok) return { kind: 'unreachable' }
    return (await response.json()) as ContractAnswer
  } catch {
    return { kind: 'unreachable' }
  }
}
