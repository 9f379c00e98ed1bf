import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { QUESTION_IDS, QUESTIONS, type Question } from '../../scripts/liveCheck/questions.ts'

/* docs/open-questions.md shows the table of questions, which the live check and the stand-in's knobs share. */

const PROBES: Readonly<Record<Question['probe'], string>> = {
  script: 'script',
  person: 'script and a person',
  none: 'none: only a Function sees it',
}
const KNOBS: Readonly<Record<Question['knob'], string>> = {
  shop: '`POST /standin/knobs`',
  deploy: '`startShopify({ deployKnobs })`',
  chain: 'an endpoint of the test',
}

function composeTable(): string {
  const rows = QUESTION_IDS.map((id) => {
    const question: Question = QUESTIONS[id]
    const answers = Object.entries(question.answers).map(
      ([answer, behaviour]) => `**${answer}**: ${behaviour}`,
    )
    const tests = question.tests.map(
      (path) => `[${path.replace(/^.*\//, '').replace('.test.ts', '')}](../${path})`,
    )
    const cells = [
      `\`${id}\``,
      question.asks,
      PROBES[question.probe],
      KNOBS[question.knob],
      answers.join('<br>'),
      tests.join(', '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| id | question | probe | knob | how the app behaves under each answer | tests |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

describe('docs/open-questions.md', () => {
  test('default: the table has every question, with its answers and tests', () => {
    const page = readFileSync('docs/open-questions.md', 'utf8')
    // The whole table, and no row after it.
    expect(page).toContain(`\n\n${composeTable()}\n\n`)
  })

  test('behavior: every question has at least two answers, and a test that exists', () => {
    for (const id of QUESTION_IDS) {
      const { answers, tests }: Question = QUESTIONS[id]
      expect(Object.keys(answers).length, id).toBeGreaterThan(1)
      expect(tests.length, id).toBeGreaterThan(0)
      for (const path of tests) expect(existsSync(path), path).toBe(true)
    }
  })
})
