import { importJWK, importPKCS8, jwtVerify, SignJWT } from 'jose'
import { toLowS } from '../../app/crypto/jwt.ts'
import { claims, makeKey, makeTokens } from '../crypto/tokens.ts'
import { median } from './compare.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 21
const PER_ROUND = 300
const BAR = 0.8

type Work = () => Promise<unknown>

/**
 * Measure the CPU time of signing and verifying an access token, against jose. Not wall time: jose works in other
 * threads, which a loaded server cannot spare.
 */
export async function benchTokens(): Promise<BenchRow[]> {
  const key = makeKey()
  const { tokens } = makeTokens(key)
  const header = { alg: 'ES256', typ: 'JWT', kid: key.kid }
  const publicKey = await importJWK(key.loaded.publicKey, 'ES256')
  const privateKey = await importPKCS8(
    String(key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    'ES256',
  )
  const token = await tokens.sign(claims)
  const currentDate = new Date(1_790_000_000_000)
  const checkOther = { algorithms: ['ES256'], currentDate }
  const josesToken = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
  if ((await jwtVerify(token, publicKey, checkOther)).payload.sub !== claims.sub)
    throw new Error('jose reads another token.')
  // jose leaves the larger of two values of s in half of its signatures, which our check refuses.
  const at = josesToken.lastIndexOf('.') + 1
  const signature = toLowS(Buffer.from(josesToken.slice(at), 'base64url')).toString('base64url')
  if ((await tokens.verify(josesToken.slice(0, at) + signature))?.sub !== claims.sub)
    throw new Error('Our check reads another token.')
  return [
    await race({
      name: 'token signed, CPU beside jose',
      ours: () => tokens.sign(claims),
      jose: () => new SignJWT(claims).setProtectedHeader(header).sign(privateKey),
    }),
    await race({
      name: 'token verified, CPU beside jose',
      ours: () => tokens.verify(token),
      jose: () => jwtVerify(token, publicKey, checkOther),
    }),
  ]
}

async function race({ name, ours, jose }: { name: string; ours: Work; jose: Work }): Promise<BenchRow> {
  const rounds: { ours: number; jose: number }[] = []
  for (let round = 0; round <= countRounds(ROUNDS); round++) {
    rounds.push({ ours: await measureCpu(ours), jose: await measureCpu(jose) })
  }
  // The first round is warm-up for both.
  const counted = rounds.slice(1)
  const ratio = median(counted.map((one) => one.ours / one.jose))
  return {
    name,
    ours: median(counted.map((one) => one.ours)),
    yardstick: median(counted.map((one) => one.jose)),
    unit: 'µs',
    ratio,
    bar: `≤ ${BAR}`,
    holds: ratio <= BAR,
  }
}

/** Microseconds of CPU per call of the work, in all threads of this process. */
async function measureCpu(work: Work): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < PER_ROUND; i++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / PER_ROUND
}
