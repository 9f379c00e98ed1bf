import {
  type AnswerTo,
  listAnswers,
  QUESTION_IDS,
  QUESTIONS,
  type QuestionId,
} from '../../../scripts/liveCheck/questions.ts'

type IdWith<Place extends string> = {
  [Id in QuestionId]: (typeof QUESTIONS)[Id]['knob'] extends Place ? Id : never
}[QuestionId]

/** Shopify's answer to each open question, for one shop. */
export type Knobs = { [Id in IdWith<'shop'>]: AnswerTo<Id> }
/** Shopify's answers that decide about a deploy. */
export type DeployKnobs = { [Id in IdWith<'deploy'>]: AnswerTo<Id> }

/** The answers that the app expects: the first of each question. */
export const EXPECTED_KNOBS = listExpected('shop') as Knobs
export const EXPECTED_DEPLOY_KNOBS = listExpected('deploy') as DeployKnobs

function listExpected(place: 'shop' | 'deploy'): Record<string, string | undefined> {
  const ids = QUESTION_IDS.filter((id) => QUESTIONS[id].knob === place)
  return Object.fromEntries(ids.map((id) => [id, listAnswers(id)[0]]))
}

/** The knobs of shops, each with its possible answers. */
export const KNOB_ANSWERS = QUESTION_IDS.filter((id): id is keyof Knobs => id in EXPECTED_KNOBS).map(
  (id) => ({ id, answers: listAnswers(id) }),
)

/**
 * Parses answers for a shop, such as `{ cartToken: 'other' }`.
 *
 * @throws RangeError for an unknown question or answer.
 */
export function parseKnobs(given: Record<string, unknown>): Partial<Knobs> {
  for (const [id, answer] of Object.entries(given)) {
    const known = KNOB_ANSWERS.find((one) => one.id === id)
    if (!known) {
      throw new RangeError(
        `The stand-in has no knob "${id}". It has: ${Object.keys(EXPECTED_KNOBS).join(', ')}.`,
      )
    }
    if (!known.answers.includes(String(answer))) {
      throw new RangeError(
        `The knob ${id} cannot be "${answer}". Set it to one of: ${known.answers.join(', ')}.`,
      )
    }
  }
  return given as Partial<Knobs>
}

/**
 * Parses knobs as text, such as `cartToken=other,jsonMetafields=reformatted`.
 *
 * @throws RangeError as parseKnobs
 */
export function parseKnobText(text: string): Partial<Knobs> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return parseKnobs(Object.fromEntries(pairs.map((pair) => pair.split('=').map((part) => part.trim()))))
}
