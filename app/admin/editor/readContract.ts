import type { ContractAnswer } from '../views.ts'

/**
 * Ask this server what a contract is.
 *
 * It uses plain `fetch`: a fetcher that cannot reach the server replaces the page, and the merchant's input is lost.
 */
export async function readContract({
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
