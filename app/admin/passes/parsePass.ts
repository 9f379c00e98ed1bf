import { z } from 'zod'
import { InputError } from '../../core/errors/base.ts'
import type { TypedWallet } from '../../core/login/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { PassMark } from '../../core/staffPass/types.ts'
import { readTypedWallet } from '../check/readWallets.ts'
import { createFreeTextSchema } from '../createFreeTextSchema.ts'
import { parseForm } from '../parseForm.ts'
import { PASS_HOURS, type PassForm } from './views.ts'

/** A cap of a proof has four digits. */
const MOST_UNITS = 9999

const PassBody = z.strictObject({
  draftId: z.uuid(),
  wallet: z.string().trim().max(200),
  units: z.string().max(10),
  hours: z.string().max(10),
  note: createFreeTextSchema({ most: 200 }),
}) satisfies z.ZodType<PassForm>

export type ParsedPass = {
  readonly draftId: string
  readonly wallet: TypedWallet | null
  readonly units: number
  readonly hours: number
  readonly note: string
}

/** Parse the form of a new pass. @throws {InputError} ERR_BODY_INVALID, ERR_ADDRESS_INVALID */
export function parsePass(value: unknown): ParsedPass {
  const { draftId, wallet, units, hours, note } = parseForm(PassBody, value)
  return {
    draftId,
    wallet: wallet === '' ? null : parseWallet(wallet),
    units: parseUnits(units),
    hours: parseHours(hours),
    note,
  }
}

/** Parse a pass's id in a URL. An id of another form is one that no pass has. */
export function parsePassId(text: string | undefined): string {
  return text !== undefined && isStaffPass(text) && text.length <= 64 ? text : 'pass-'
}

function parseUnits(text: string): number {
  const units = /^[0-9]{1,4}$/.test(text.trim()) ? Number(text) : 0
  if (units >= 1) return units
  throw new InputError('ERR_BODY_INVALID', `Enter how many items, from 1 to ${MOST_UNITS}.`)
}

function parseHours(text: string): number {
  const hours = PASS_HOURS.find((one) => String(one) === text)
  if (hours !== undefined) return hours
  throw new InputError('ERR_BODY_INVALID', 'Choose how long the pass is valid.')
}

function parseWallet(text: string): TypedWallet {
  const wallet = readTypedWallet(text)
  if (wallet) return wallet
  throw new InputError('ERR_ADDRESS_INVALID', `“${text.slice(0, 60)}” is not a wallet address.`, {
    hint: 'Paste the whole address, or make the pass on your word.',
  })
}

/** Parse where a page of passes begins; undefined for the first page, and for a mark that makes no sense. */
export function parsePassMark(query: URLSearchParams): PassMark | undefined {
  const [, createdAt, id] = /^([0-9]{1,12})-(pass-[0-9a-f]{32})$/.exec(query.get('before') ?? '') ?? []
  return createdAt && id ? { createdAt: Number(createdAt), id } : undefined
}
