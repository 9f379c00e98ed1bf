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

export type WriteAnswersParameters = { file: string; shop: string; findings: Findings; at: Date }

/** Adds findings to the shop's file. A question that stays unknown now keeps its earlier answer. */
export async function writeAnswers({
  file,
  shop,
  findings,
  at,
}: WriteAnswersParameters): Promise<LiveAnswers> {
  const text = await readFile(file, 'utf8').catch(() => '{"answers":{}}')
  const { answers } = JSON.parse(text) as LiveAnswers
  for (const id of QUESTION_IDS) {
    const found = findings[id]
    if (!found || (found.answer === null && answers[id]?.answer)) continue
    answers[id] = { ...found, at: at.toISOString(), apiVersion: API_VERSION }
  }
  const written = { shop, answers }
  await mkdir(path.dirname(file), { recursive: true })
  writeWhole(file, Buffer.from(`${JSON.stringify(written, null, 2)}\n`))
  return written
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
