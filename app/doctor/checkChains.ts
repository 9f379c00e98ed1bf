import { type EndpointHealth, readEndpointHealth } from '../chains/readEndpointHealth.ts'
import { findChain } from '../core/chain/findChain.ts'
import type { Environment, Finding } from './types.ts'

/** A block may be this old before an endpoint counts as stuck. */
const OLDEST_HEAD_SECONDS = 120
const SLOW_MS = 2000
const WARN_SKEW_SECONDS = 10
const FAIL_SKEW_SECONDS = 60

/** Probe every endpoint, and compare this machine's clock with theirs. */
export async function checkChains(env: Environment): Promise<Finding[]> {
  const probed = await readEndpointHealth(env)
  return [...probed.map(describeEndpoint), ...checkClock(probed)]
}

function describeEndpoint({ report, complaints, headAgeSeconds }: EndpointHealth): Finding {
  const { chain, name, host, state, p50Ms, ability } = report
  const check = `chain ${name}`
  const [complaint] = complaints
  if (complaint)
    return { check, outcome: 'fail', found: complaint, next: 'Set another endpoint for this chain.' }
  if (state !== 'healthy' || p50Ms === null)
    return {
      check,
      outcome: 'fail',
      found: `${host} does not answer as an endpoint of ${chain} does.`,
      next: 'Check its URL and key, and whether its provider is up.',
    }
  const isEvm = findChain(chain)?.family === 'evm'
  if (isEvm && ability === null)
    return {
      check,
      outcome: 'unknown',
      found: `${host} did not show whether it can read many balances in one call.`,
      next: 'Run this again. If the result is the same, use another endpoint.',
    }
  const found = `${host} answers in ${Math.round(p50Ms)} ms.`
  if (headAgeSeconds !== null && headAgeSeconds > OLDEST_HEAD_SECONDS)
    return {
      check,
      outcome: 'warn',
      found: `${host}'s latest block is ${Math.round(headAgeSeconds)} s old.`,
      next: 'If the chain itself goes on, this endpoint is stuck: use another one. Otherwise check the clock.',
    }
  if (p50Ms > SLOW_MS)
    return { check, outcome: 'warn', found, next: 'Shoppers wait for it. List a faster endpoint before it.' }
  return { check, outcome: 'ok', found, next: null }
}

/** Compare by the median, so that one wrong server decides nothing. */
function checkClock(probed: readonly EndpointHealth[]): Finding[] {
  const check = 'clock'
  const skews = probed.flatMap(({ skewSeconds }) => skewSeconds ?? []).sort((a, b) => a - b)
  const median = skews[Math.floor(skews.length / 2)]
  const ahead = probed
    .flatMap(({ headAgeSeconds }) => headAgeSeconds ?? [])
    .filter((age) => age < -WARN_SKEW_SECONDS)
  const skew = median ?? (ahead.length > 0 ? -Math.min(...ahead) : undefined)
  if (skew === undefined)
    return [
      {
        check,
        outcome: 'unknown',
        found: 'No endpoint reported its time.',
        next: 'Check that NTP runs on this machine.',
      },
    ]
  const far = Math.abs(skew)
  return [
    {
      check,
      outcome: far > FAIL_SKEW_SECONDS ? 'fail' : far > WARN_SKEW_SECONDS ? 'warn' : 'ok',
      found:
        far > WARN_SKEW_SECONDS
          ? `This machine's clock is ${Math.round(far)} s ${skew > 0 ? 'behind' : 'ahead of'} those of its endpoints.`
          : `This machine's clock agrees with those of ${skews.length || ahead.length} endpoints.`,
      next: far > WARN_SKEW_SECONDS ? 'Set the clock by NTP: signatures and proofs depend on it.' : null,
    },
  ]
}
