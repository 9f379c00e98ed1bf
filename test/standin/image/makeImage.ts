import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Instruction, Stage } from './parseDockerfile.ts'

export type Image = {
  /** The folder that is the root of the image. */
  readonly root: string
  /** The command line that runs a program in the image, as the image's user in its working directory. */
  readonly enter: (...words: string[]) => [program: string, ...words: string[]]
  /** The words of CMD. */
  readonly command: readonly string[]
  /** The words of HEALTHCHECK's CMD. */
  readonly healthCheck: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly remove: () => void
}

/** The user `node` of the base image. */
const USERS = 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/:/bin/sh\n'
const GROUPS = 'root:x:0:\nnode:x:1000:\n'
/** Programs that RUN may use; the base image has many more. */
const PROGRAMS = ['sh', 'install', 'env']

/**
 * Make the root that the last stage of a Dockerfile makes, without a container engine: an empty folder with Node, the
 * libraries that it needs and a shell takes the place of the base image. Needs root, for chroot and chown.
 * @throws Error naming an instruction that is not understood
 */
export function makeImage({ stage, source }: { stage: Stage; source: string }): Image {
  const root = mkdtempSync(path.join(tmpdir(), 'palisade-image-'))
  const remove = () => rmSync(root, { recursive: true, force: true })
  try {
    chmodSync(root, 0o755)
    for (const folder of ['etc', 'tmp', 'dev', 'usr/bin', 'usr/local/bin'])
      mkdirSync(path.join(root, folder), { recursive: true })
    writeFileSync(path.join(root, 'etc/passwd'), USERS)
    writeFileSync(path.join(root, 'etc/group'), GROUPS)
    // Node seeds its random numbers by a system call, but asks for these devices in places.
    for (const [name, minor] of [
      ['null', '3'],
      ['urandom', '9'],
    ] as const)
      execFileSync('mknod', ['-m', '666', path.join(root, 'dev', name), 'c', '1', minor])
    for (const name of PROGRAMS) addProgram({ root, program: `/usr/bin/${name}`, to: `usr/bin/${name}` })
    addProgram({ root, program: process.execPath, to: 'usr/local/bin/node' })
    return { root, remove, ...runInstructions({ root, instructions: stage.instructions, source }) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Copy a program with the libraries that it loads. */
function addProgram({ root, program, to }: { root: string; program: string; to: string }): void {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' })
  for (const [library] of listed.matchAll(/\/\S+(?= \()/g)) {
    const target = path.join(root, library)
    mkdirSync(path.dirname(target), { recursive: true })
    copyFileSync(library, target)
  }
  copyFileSync(program, path.join(root, to))
}

type Made = Pick<Image, 'enter' | 'command' | 'healthCheck' | 'env'>
type State = { user: string; folder: string; command: string[]; healthCheck: string[]; env: Env }
type Env = Record<string, string> & { NODE_ENV: 'production' }

function runInstructions(parameters: {
  root: string
  instructions: readonly Instruction[]
  source: string
}): Made {
  const { root, instructions, source } = parameters
  const env: Env = { NODE_ENV: 'production', PATH: '/usr/local/bin:/usr/bin' }
  const state: State = { user: 'root', folder: '/', command: [], healthCheck: [], env }
  const enter = (...words: string[]): [string, ...string[]] => {
    const inside = ['/usr/bin/env', `--chdir=${state.folder}`, ...words]
    return ['/usr/sbin/chroot', `--userspec=${state.user}:${state.user}`, root, ...inside]
  }
  for (const instruction of instructions) {
    const { name, text } = instruction
    if (name === 'RUN') {
      const [program, ...words] = enter('sh', '-c', text)
      execFileSync(program, words, { env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'inherit'] })
    } else if (name === 'COPY') {
      copyFrom({ text, source, target: (to) => path.join(root, path.resolve(state.folder, to)) })
    } else if (!setState(state, instruction)) {
      throw new Error(`The Dockerfile has an instruction that is not imitated: ${name} ${text}`)
    }
    mkdirSync(path.join(root, state.folder), { recursive: true })
  }
  return { enter, ...state }
}

/** Remember what an instruction says of later ones or of the container; false if it is unknown. */
function setState(state: State, { name, text }: Instruction): boolean {
  switch (name) {
    case 'ENV':
      for (const [, key = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) state.env[key] = value
      return true
    case 'WORKDIR':
      state.folder = text
      return true
    case 'USER':
      state.user = text
      return true
    case 'CMD':
      state.command = JSON.parse(text) as string[]
      return true
    case 'HEALTHCHECK':
      state.healthCheck = JSON.parse(text.slice(text.indexOf('CMD ') + 4)) as string[]
      return true
    // They tell the engine something, and change no file.
    case 'EXPOSE':
    case 'STOPSIGNAL':
    case 'VOLUME':
      return true
    default:
      return false
  }
}

/** Copy what the first stage has under /src: here the checkout, which is built. */
function copyFrom({
  text,
  source,
  target,
}: {
  text: string
  source: string
  target: (name: string) => string
}): void {
  const [, from = '', to = ''] = /^--from=build \/src\/(\S+) (\S+)$/.exec(text) ?? []
  const origin = path.join(source, from)
  if (!from || !existsSync(origin)) throw new Error(`The Dockerfile copies what is not there: COPY ${text}`)
  cpSync(origin, target(to), { recursive: true })
}
