import { spawn } from 'node:child_process'

/*
 * npm run check: every check before a commit. Two rows run in parallel, because the quick tests leave a core half idle
 * and the others use one. A failed step prints its output, and the others continue, so that one run shows all failures.
 */
const ROWS = [['test:quick'], ['check:types', 'check:lint', 'check:dead', 'build']]

const started = performance.now()
const results = await Promise.all(ROWS.map(runRow))
const isGood = results.flat().every((one) => one)
console.log(`${isGood ? 'All checks passed' : 'A check failed'}, ${secondsSince(started)} s.`)
process.exit(isGood ? 0 : 1)

async function runRow(scripts: readonly string[]): Promise<boolean[]> {
  const passed: boolean[] = []
  for (const script of scripts) passed.push(await runScript(script))
  return passed
}

function runScript(script: string): Promise<boolean> {
  const begun = performance.now()
  const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const text = Buffer.concat(output).toString()
      if (code !== 0) console.log(text)
      console.log(`${script}: ${code === 0 ? 'passed' : 'FAILED'}, ${secondsSince(begun)} s`)
      resolve(code === 0)
    })
  })
}

function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 1000)
}
