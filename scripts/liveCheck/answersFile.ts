import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '../writeWhole.ts'
import { listAnswers, QUESTION_IDS, QUESTIONS, type Question, type QuestionId } from './questions.ts'
import type { Findings } from './types.ts'

/** The version of the Admin API that the app asks. */
export const API_VERSION = '2026-10'

type Answered = { answer: string | null; seen: string; at: string; apiVersion: string }
/** Content of a shop's file: the latest answer to each question. */
export type LiveAnswers = { shop: string; answers: Partial<Record<QuestionId, Answered>> }

export type MergeAnswersParameters = { file: string; shop: string; findings: Findings; at: Date }

/** Adds findings to the answers of the shop's file. A question that stays unknown now keeps its earlier answer. */
export async function mergeAnswers({
  file,
  shop,
  findings,
  at,
}: MergeAnswersParameters): Promise<LiveAnswers> {
  const answers = await readEarlier(file)
  for (const id of QUESTION_IDS) {
    const found = findings[id]
    if (!found || (found.answer === null && answers[id]?.answer)) continue
    answers[id] = { ...found, at: at.toISOString(), apiVersion: API_VERSION }
  }
  return { shop, answers }
}

/** A file that is missing, or that nobody can read, has no earlier answers: a person's work must not fail at it. */
async function readEarlier(file: string): Promise<LiveAnswers['answers']> {
  try {
    const { answers } = JSON.parse(await readFile(file, 'utf8')) as Partial<LiveAnswers>
    return { ...answers }
  } catch {
    return {}
  }
}

/** Writes the shop's file. @throws the error of the file system */
export async function writeAnswers(file: string, answers: LiveAnswers): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  writeWhole(file, Buffer.from(`${JSON.stringify(answers, null, 2)}\n`))
}

/** Formats the answers as lines: the question's id, the answer, and what follows from one that the app does not expect. */
export function formatAnswers({ answers }: LiveAnswers): string {
  return QUESTION_IDS.map((id) => {
    const { answer = null, seen = 'No probe asks this.' } = answers[id] ?? {}
    const { asks, answers: behaviours }: Question = QUESTIONS[id]
    const isExpected = answer === listAnswers(id)[0]
    const lines = [
      `${answer === null ? 'unknown ' : isExpected ? 'expected' : 'OTHER   '}  ${id}: ${answer ?? '-'}`,
      `            ${asks}`,
      `            ${seen}`,
      ...(answer !== null && !isExpected ? [`            ${behaviours[answer] ?? ''}`] : []),
    ]
    return lines.join('\n')
  }).join('\n')
}
