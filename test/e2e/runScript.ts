import { type ChildProcess, execFileSync, spawn } from 'node:child_process'

export type Run = {
  readonly child: ChildProcess
  readonly output: () => string
  readonly exit: Promise<number | null>
}

/** Run a script of package.json as a person does, in a process group of its own. */
export function runScript({
  script,
  words = [],
  env = {},
  cwd = '.',
}: {
  script: string
  words?: readonly string[]
  env?: Readonly<Record<string, string>>
  cwd?: string
}): Run {
  const child = spawn('npm', ['run', script, '--', ...words], {
    cwd,
    env: { ...process.env, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing', ...env },
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, output: () => output, exit }
}

/** Wait until something is true. @throws Error with the output if the run ends before */
export async function waitFor(isTrue: () => boolean, run: Run): Promise<void> {
  const ended = run.exit.then((code) => Promise.reject(new Error(`ended with ${code}: ${run.output()}`)))
  const poll = async () => {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await Promise.race([poll(), ended])
}

/** The remaining processes of a group. */
export function groupOf(child: ChildProcess): string[] {
  const rows = execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  return rows.filter((row) => row.trim().startsWith(`${child.pid} `) && !/^\s*\d+\s+Z/.test(row))
}
