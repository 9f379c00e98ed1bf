import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { CheckResult } from '../../../app/admin/check/CheckResult.tsx'
import { formatCheck } from '../../../app/admin/check/formatCheck.ts'
import type { CheckedNode } from '../../../app/admin/check/views.ts'
import { formatPlain } from '../../../app/admin/formatPlain.ts'
import type { ChainSlug, EvmAddress, SolanaAddress } from '../../../app/core/chain/types.ts'
import { standingOf } from '../../../app/core/gate/standing.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { checkRequirement } from '../../../app/core/requirement/checkRequirement.ts'
import { evaluateReport } from '../../../app/core/requirement/evaluateReport.ts'
import { listHolders } from '../../../app/core/requirement/holders.ts'
import type { Balance, Read, UnreadCode } from '../../../app/core/requirement/reads.ts'
import type {
  Condition,
  Requirement,
  RequirementNode,
  Snapshot,
} from '../../../app/core/requirement/types.ts'
import { contract, ethereum, holder, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'
import { renderPolaris } from '../renderPolaris.ts'

const solana = 'solana' as ChainSlug
const mint = 'So11111111111111111111111111111111111111112' as SolanaAddress
const other = '0x3333333333333333333333333333333333333333' as EvmAddress
const label = { name: 'Night Owls', symbol: 'OWL' }
const maximum = null
const owls: Condition = {
  kind: 'erc721',
  chain: ethereum,
  contract,
  label,
  minimum: 2n,
  maximum,
  tokenIds: [],
}
const coins: Condition = {
  kind: 'erc20',
  chain: ethereum,
  contract,
  label: { name: 'Harbor Coin', symbol: 'HRBR' },
  minimum: 1_500_000n,
  maximum: 9_000_000n,
  decimals: 6,
}
const spl: Condition = {
  kind: 'spl',
  chain: solana,
  contract: mint,
  label,
  minimum: 1n,
  maximum,
  decimals: 0,
}
const friends: Condition = {
  kind: 'allowlist',
  chain: null,
  listId: '00000000-0000-4000-8000-000000000001',
  listName: 'Friends',
}
const read = (amount: bigint, over: Partial<Balance> = {}): Balance =>
  ({ kind: 'read', amount, block: 18_000_000n, source: 'ethereum 1', readAt: NOW, ...over }) as Balance

/** A check of the given wallets, with the balances that `find` returns. */
function check({
  root,
  find,
  wallets = [holder],
  at = null,
  gate: stands = {},
  ...over
}: {
  root: RequirementNode
  find: (read: Read) => Balance
  wallets?: readonly EvmAddress[]
  at?: Snapshot | null
  gate?: Partial<Gate>
} & Partial<Pick<Requirement, 'heldForBlocks'>>) {
  const requirement: Requirement = { v: 1, root, heldForBlocks: 0, heldForHours: 0, snapshots: [], ...over }
  const proven = wallets.map((address) => ({ kind: 'key', chain: ethereum, address }) as const)
  const report = checkRequirement({
    requirement,
    holders: listHolders({ wallets: proven }),
    findBalance: find,
  })
  const standing = standingOf({ gate: makeGate(stands), now: NOW })
  return formatCheck({ requirement, standing, report, verdict: evaluateReport(report), at, names: [], shop })
}
const say = (node: CheckedNode): unknown =>
  'of' in node
    ? [node.verdict, node.title, ...node.of.map(say)]
    : `${node.verdict}: ${formatPlain(node.sentence)}: ${node.outcome}`

describe('formatCheck', () => {
  test('default: what was needed and found, with chain, block, source and time', () => {
    const { verdict, summary, parts } = check({
      root: { kind: 'all', of: [owls] },
      find: () => read(2n, { tokenIds: ['4021', '7'] }),
    })
    expect({ verdict, summary }).toEqual({ verdict: 'good', summary: 'Passes this gate' })
    expect(parts).toEqual([
      {
        title: null,
        root: {
          verdict: 'good',
          title: 'This condition',
          of: [
            {
              verdict: 'good',
              sentence: expect.anything(),
              outcome: 'Found 2 NFTs',
              holders: [{ address: holder, via: null, found: '2 NFTs (#4021 and #7)' }],
              facts: ['Ethereum', 'block 18,000,000', 'endpoint ethereum 1', '25 Nov 2026, 14:10:00'],
            },
          ],
        },
      },
    ])
  })

  test('behavior: a met check adds that the gate is paused, not started or ended', () => {
    const { schedule } = makeGate()
    const say = (gate: Partial<Gate>) => check({ root: owls, find: () => read(2n), gate }).summary
    expect(say({ state: 'paused' })).toBe('Passes this gate, which is paused')
    expect(say({ schedule: { ...schedule, startsAt: NOW + 1 } })).toBe(
      'Passes this gate, which has not started yet',
    )
    expect(say({ schedule: { ...schedule, endsAt: NOW } })).toBe('Passes this gate, which has ended')
    const failed = check({ root: owls, find: () => read(0n), gate: { state: 'paused' } })
    expect(failed.summary).toBe('Does not pass this gate')
  })

  test('behavior: an unmet condition says too little, too much, not listed or no wallet', () => {
    const { verdict, parts } = check({
      root: { kind: 'any', of: [owls, coins, friends, spl] },
      find: (each) => read(each.kind === 'erc20' ? 9_500_000n : each.kind === 'erc721' ? 1n : 0n),
    })
    expect(verdict).toBe('bad')
    expect(say(parts[0]?.root as CheckedNode)).toEqual([
      'bad',
      'Any one of these',
      'bad: Holds at least 2 of Night Owls on Ethereum: Found 1 NFT: not enough',
      'bad: Holds between 1.5 and 9 HRBR on Ethereum: Found 9.5 HRBR: more than allowed',
      'bad: Is on the list Friends: No wallet is on the list',
      'bad: Holds at least 1 OWL on Solana: No wallet to check on Solana',
    ])
  })

  test('behavior: what several wallets hold together is listed for each', () => {
    const { parts } = check({ root: owls, find: () => read(1n), wallets: [holder, other] })
    expect(parts[0]?.root).toMatchObject({
      outcome: 'Found 2 NFTs',
      holders: [
        { address: holder, found: '1 NFT' },
        { address: other, found: '1 NFT' },
      ],
    })
  })

  test('behavior: under "none of", what is held is the failure', () => {
    const { verdict, parts } = check({
      root: { kind: 'not', of: { kind: 'any', of: [owls, coins] } },
      find: (each) => read(each.kind === 'erc721' ? 2n : 0n),
    })
    expect(verdict).toBe('bad')
    expect(say(parts[0]?.root as CheckedNode)).toEqual([
      'bad',
      'None of these',
      'bad: Holds at least 2 of Night Owls on Ethereum: Found 2 NFTs',
      'good: Holds between 1.5 and 9 HRBR on Ethereum: Found 0 HRBR: not enough',
    ])
  })

  test('behavior: what could not be read is unknown', () => {
    const unread = (code: UnreadCode) => (): Balance => ({
      kind: 'unread',
      code,
      chain: ethereum,
    })
    const { verdict, summary, parts } = check({ root: owls, find: unread('ERR_CHAIN_READ') })
    expect({ verdict, summary }).toEqual({ verdict: 'unknown', summary: 'Could not be checked' })
    expect(parts[0]?.root).toMatchObject({
      verdict: 'unknown',
      outcome: 'Could not check: Ethereum did not answer',
      holders: [],
      facts: [],
    })
    const past = check({ root: owls, find: unread('ERR_CHAIN_READ'), at: { chain: ethereum, block: 9n } })
    expect(past.summary).toMatch(/the block may be too new/)
    expect(check({ root: owls, find: unread('ERR_TOKEN_READ') }).parts[0]?.root).toMatchObject({
      outcome: 'Could not check: the token could not be read on Ethereum',
    })
    expect(check({ root: owls, find: unread('ERR_NFT_LISTING') }).parts[0]?.root).toMatchObject({
      outcome: 'Could not check: no endpoint of Ethereum lists NFTs of Metaplex Core',
    })
  })

  test('behavior: a holding time is shown as two parts, now and then', () => {
    const { verdict, parts } = check({
      root: owls,
      heldForBlocks: 7200,
      find: (each) => read('at' in each && each.at ? 0n : 2n),
    })
    expect(verdict).toBe('bad')
    expect(parts.map(({ title, root }) => [title, root.verdict])).toEqual([
      ['Now', 'good'],
      ['7,200 blocks ago', 'bad'],
    ])
  })

  test('behavior: the check is shown as a tree', () => {
    const view = check({
      root: { kind: 'all', of: [owls, { kind: 'not', of: coins }] },
      find: (each) => read(each.kind === 'erc721' ? 2n : 0n),
    })
    const html = renderPolaris(createElement(CheckResult, { check: view }))
    const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toContain('Passes this gate')
    expect(text).toMatch(/All of these .*Night Owls .*Found 2 NFTs .*None of these .*HRBR/)
    expect(html).toContain(`title="${holder}"`)
  })
})
