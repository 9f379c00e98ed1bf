/** An instruction of a Dockerfile: `COPY`, and the text behind it. */
export type Instruction = { readonly name: string; readonly text: string }
/** A stage: what `FROM` names, and the instructions behind it. */
export type Stage = {
  readonly base: string
  readonly name: string | null
  readonly instructions: readonly Instruction[]
}

/**
 * Parse the stages of a Dockerfile. It knows comments and continued lines, but no heredocs and no ARG before FROM.
 * @throws Error naming the first line that it does not know
 */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
  const stages: { base: string; name: string | null; instructions: Instruction[] }[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const [, name, rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? []
    const stage = stages.at(-1)
    if (name === 'FROM') {
      const [, base = '', alias] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? []
      stages.push({ base, name: alias ?? null, instructions: [] })
    } else if (name && stage && !rest.startsWith('<<')) stage.instructions.push({ name, text: rest })
    else throw new Error(`This line of the Dockerfile is not understood: ${line}`)
  }
  return stages
}
