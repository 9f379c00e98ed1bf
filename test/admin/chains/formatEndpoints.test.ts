import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { ChainsPage } from '../../../app/admin/chains/ChainsPage.tsx'
import { formatEndpoints } from '../../../app/admin/chains/formatEndpoints.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { loadChain } from '../../../app/core/chain/loadChain.ts'
import type { EndpointReport } from '../../../app/core/chain/types.ts'
import { renderPolaris } from '../renderPolaris.ts'

const endpoint: EndpointReport = {
  chain: loadChain('ethereum').slug,
  name: 'ethereum 1',
  host: 'rpc.example',
  state: 'healthy',
  requests: 12_345,
  failures: 6,
  p50Ms: 41.4,
  p95Ms: 1_204.5,
  ability: 'deployless',
  head: 21_000_000n,
}
const unasked: EndpointReport = {
  ...endpoint,
  state: 'never asked',
  requests: 0,
  failures: 0,
  p50Ms: null,
  p95Ms: null,
  ability: null,
  head: null,
}

describe('formatEndpoints', () => {
  test('default', () => {
    expect(formatEndpoints([endpoint])).toEqual([
      {
        name: 'ethereum 1',
        chain: 'Ethereum',
        host: 'rpc.example',
        state: 'healthy',
        requests: '12,345, 6 failed',
        latency: '41 ms, slowest 5% above 1,205 ms',
        method: 'One call without a contract',
        head: '21,000,000',
      },
    ])
  })

  test('behavior: an endpoint that was never asked shows no figures', () => {
    expect(formatEndpoints([unasked])).toMatchObject([
      { requests: 'None', latency: '–', method: 'Not tested yet', head: '–' },
    ])
  })

  test('behavior: Flow’s are asked for keys and by a script', () => {
    const flow = { ...unasked, chain: flowChain.slug, name: 'flow 1' }
    expect(formatEndpoints([flow])).toMatchObject([
      { chain: 'Flow', method: 'The account’s keys, and a script' },
    ])
  })

  test('behavior: endpoints follow the order of chains, and Solana’s read accounts', () => {
    const solana = { ...unasked, chain: loadChain('solana').slug, name: 'solana 1' }
    const polygon = {
      ...endpoint,
      chain: loadChain('polygon').slug,
      name: 'polygon 1',
      ability: 'multicall3',
    } as const
    expect(formatEndpoints([polygon, solana, endpoint]).map(({ name, method }) => [name, method])).toEqual([
      ['ethereum 1', 'One call without a contract'],
      ['solana 1', 'The wallet’s accounts'],
      ['polygon 1', 'One call to the Multicall3 contract'],
    ])
  })
})

describe('ChainsPage', () => {
  test('default', () => {
    const endpoints = formatEndpoints([endpoint, { ...unasked, name: 'ethereum 2', state: 'wrong chain' }])
    const html = renderPolaris(createElement(ChainsPage, { endpoints }))
    for (const word of ['ethereum 1 · rpc.example', 'Healthy', 'ethereum 2', 'Wrong chain', '21,000,000'])
      expect(html).toContain(word)
  })

  test('behavior: without an endpoint the page names the variable to set', () => {
    expect(renderPolaris(createElement(ChainsPage, { endpoints: [] }))).toContain('RPC_URL_ETHEREUM')
  })
})
