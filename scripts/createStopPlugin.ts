import { writeSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import type { TestCase, TestModule, Vitest } from 'vitest/node'

/**
 * Let a run of tests that Ctrl-C ends say what it found so far. Vitest itself ends at once, and says nothing.
 */
export function createStopPlugin(): Plugin {
  let isListening = false
  return {
    name: 'palisade:stop',
    configureVitest({ vitest }) {
      // Vitest calls this for every project.
      if (isListening) return
      isListening = true
      const startedAt = performance.now()
      const listener = () => {
        const seconds = Math.round((performance.now() - startedAt) / 1000)
        // Vitest leaves in a millisecond, so the text must be out before.
        writeWholly(`${describeStop({ ...readRun(vitest), seconds })}\n`)
      }
      process.once('SIGINT', listener)
      process.once('SIGTERM', listener)
    },
  }
}

/** A file with tests, as far as it got. */
export type StoppedFile = {
  readonly path: string
  readonly isDone: boolean
  readonly passed: number
  /** The whole name of each failed test or suite, with the first line of its error. */
  readonly failed: readonly { readonly name: string; readonly because: string }[]
}

/** Describe a stopped run: the files that passed, what failed, and what is not known. */
export function describeStop(parameters: {
  files: readonly StoppedFile[]
  /** Files that the run was to have. */
  count: number
  seconds: number
}): string {
  const { files, count, seconds } = parameters
  const done = files.filter(({ isDone }) => isDone)
  const passed = done.filter(({ failed }) => failed.length === 0)
  const running = files.filter(({ isDone }) => !isDone)
  const failed = files.flatMap((file) => file.failed.map((one) => ({ ...one, path: file.path })))
  const tests = files.reduce((sum, file) => sum + file.passed, 0)
  return [
    '',
    `Stopped after ${seconds} s.`,
    ...passed.map((file) => `  passed   ${file.path} (${countWord(file.passed, 'test')})`),
    ...failed.map(({ path: at, name, because }) => `  FAILED   ${at} > ${name}\n           ${because}`),
    ...running.map((file) => `  stopped  ${file.path} (${countWord(file.passed, 'test')} passed before)`),
    `${done.length} of ${countWord(count, 'file')} ended. ${countWord(tests, 'test')} passed, and ${failed.length} failed.`,
    `${count - done.length - running.length} of the files had not begun.`,
  ].join('\n')
}

function readRun(vitest: Vitest): { files: StoppedFile[]; count: number } {
  const modules = vitest.state.getTestModules().filter((module) => module.state() !== 'queued')
  const files = modules.map((module) => toFile(module, vitest.config.root))
  return { files, count: Math.max(vitest.state.getPaths().length, files.length) }
}

function toFile(module: TestModule, root: string): StoppedFile {
  const tests = [...module.children.allTests()]
  const failed = tests.filter((test) => test.result().state === 'failed')
  const own = [module, ...module.children.allSuites()].flatMap((suite) =>
    suite
      .errors()
      .map((error) => ({ name: 'fullName' in suite ? suite.fullName : 'the file', because: error.message })),
  )
  return {
    path: path.relative(root, module.moduleId),
    isDone: module.state() !== 'pending',
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: [...own, ...failed.map(toFailure)].map(({ name, because }) => ({
      name,
      because: because.split('\n')[0] ?? '',
    })),
  }
}

function toFailure(test: TestCase): { name: string; because: string } {
  return { name: test.fullName, because: test.result().errors?.[0]?.message ?? '' }
}

function countWord(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function writeWholly(text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      // A pipe that is full takes more in a moment.
      if (Reflect.get(Object(error), 'code') !== 'EAGAIN') return
    }
  }
}
