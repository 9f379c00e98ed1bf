import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseCheck, parseCheckList } from '../../app/admin/check/parseCheck.ts'
import { parseTagForm } from '../../app/admin/customers/parseCustomers.ts'
import {
  parseGateRight,
  parseNewKey,
  parseNewProject,
  parseProjectEdit,
} from '../../app/admin/developers/parseProjectForm.ts'
import { parseRestore } from '../../app/admin/history/parseHistory.ts'
import { parseGuideClose } from '../../app/admin/home/parseGuideClose.ts'
import { parseKeysChange } from '../../app/admin/keys/parseKeysChange.ts'
import {
  parseAskedAddress,
  parseImportLines,
  parseImportMode,
  parseListNameBody,
  parseUndo,
} from '../../app/admin/lists/parseListForm.ts'
import { parseOrderRelease } from '../../app/admin/orders/parseOrderRelease.ts'
import {
  parseGateEdit,
  parseGateState,
  parseImportedGate,
  parseNewGate,
  parseRemarksQuestion,
} from '../../app/admin/parseGateForm.ts'
import { parsePass } from '../../app/admin/passes/parsePass.ts'
import {
  parseNewReceiver,
  parseReceiverChange,
  parseReplay,
} from '../../app/admin/receivers/parseReceiverForm.ts'
import { parseCorrection, parseRelease } from '../../app/admin/redemptions/parseRedemptions.ts'
import { parseSelfTest } from '../../app/admin/selfTest/parseSelfTest.ts'
import { parseClosing } from '../../app/admin/settings/parseClosing.ts'
import { parseSettings } from '../../app/admin/settings/parseSettings.ts'
import { parsePreview } from '../../app/admin/transfer/parsePreview.ts'
import { InputError } from '../../app/core/errors/base.ts'
import type { GateForm } from '../../app/core/gate/form.ts'
import { createGate } from '../../app/flows/gates/createGate.ts'
import { sampleGateForm } from '../../app/picket/describe/samples.ts'
import { contract, fakeContext, shop } from '../fakes/fakeContext.ts'

/* Every field of every form of the admin, with what no page sends. */
const draftId = randomUUID()
const form: GateForm = {
  ...sampleGateForm,
  subject: {
    ...sampleGateForm.subject,
    productIds: [8101],
    variants: [{ productId: 8101, variantId: 91011 }],
    collectionIds: [8601],
  },
  snapshots: [{ chain: 'ethereum', block: '1' }],
}
const wallet = `0x${'ab'.repeat(20)}`
const project = {
  ...{ name: 'Robot', allowedDomains: ['a.example'], redirectUris: ['https://a.example'], format: 'siwe' },
  statement: '',
  requirement: {
    ...{ chain: 'ethereum', contractAddress: wallet, minTokenBalance: '1' },
    ...{ tokenIds: ['1'], allowedWallets: [wallet] },
  },
  isStorefront: true,
}

/** Each body that a page sends, and its parser. */
const BODIES: Readonly<Record<string, readonly [parse: (body: unknown) => unknown, body: unknown]>> = {
  'a new gate': [parseNewGate, { form, draftId }],
  'a change of a gate': [parseGateEdit, { form, openedAt: 1 }],
  'a gate of a file': [parseImportedGate, { form, draftId, gate: { number: 1, openedAt: 1 } }],
  'a preview': [
    parsePreview,
    { file: { shop: 'a.myshopify.com', timeZone: 'UTC' }, entry: { number: 1, form } },
  ],
  'remarks on a gate': [parseRemarksQuestion, { form, number: 1 }],
  'a state of gates': [parseGateState, { state: 'paused', numbers: [1] }],
  'a restored version': [parseRestore, { openedAt: 1, draftId }],
  'a check of a wallet': [parseCheck, { form, wallets: [wallet], chain: 'ethereum', block: '1' }],
  'a check of a list': [parseCheckList, { form, wallets: [wallet] }],
  'a project': [parseNewProject, { ...project, draftId }],
  'a change of a project': [parseProjectEdit, { form: project, openedAt: 1 }],
  'a key': [parseNewKey, { kind: 'secret', name: 'Robot', draftId }],
  'a right': [parseGateRight, { mayChangeGates: true }],
  'a webhook': [
    parseNewReceiver,
    { draftId, url: 'https://a.example', messages: ['gate.unlocked'], gates: [1], hasWallets: true },
  ],
  'a change of a webhook': [
    parseReceiverChange,
    { messages: ['gate.unlocked'], gates: [1], hasWallets: true },
  ],
  'a switched webhook': [parseReceiverChange, { isOn: false }],
  'a replay': [parseReplay, { messageId: '1' }],
  'the name of a list': [parseListNameBody, { name: 'Friends' }],
  'an import': [parseImportMode, { mode: 'add' }],
  'lines of an import': [parseImportLines, { firstLine: 1, lines: [wallet] }],
  'an address to look for': [parseAskedAddress, { address: wallet }],
  'an undone import': [parseUndo, { openedAt: 1 }],
  settings: [
    parseSettings,
    {
      onViolation: 'tag',
      showsWallet: true,
      usesCartMetafield: true,
      holdsSuspects: true,
      tagsCustomers: true,
      writesReceipts: true,
    },
  ],
  keys: [parseKeysChange, { kind: 'rotate' }],
  'closed products': [parseClosing, { kind: 'close', ids: [1] }],
  'opened products': [parseClosing, { kind: 'undo', products: [{ id: 1, status: 'ACTIVE' }] }],
  'a tag': [
    (body) => parseTagForm(body, { number: '1' }),
    { tag: 'Owls', isOn: true, removesWhenPaused: true },
  ],
  'a pass': [parsePass, { draftId, wallet, units: '1', hours: '24', note: 'Called' }],
  'a released use': [parseRelease, { reason: 'A mistake' }],
  'a corrected use': [
    parseCorrection,
    { gate: 1, what: 'wallet', text: wallet, change: 'add', reason: 'A mistake' },
  ],
  'a released order': [parseOrderRelease, { reason: 'It is fine', seen: 'suspect 1:none' }],
  'a closed guide': [parseGuideClose, { doneSteps: ['gate'] }],
  'a self-test': [parseSelfTest, { theme: 'added' }],
}
/** Of another type, or longer than anything that a page sends. */
const WRONG = [null, 7.5, -1, true, 'x'.repeat(300_000), {}, [], [[]], { of: 1 }, Number.MAX_VALUE]
/** Texts that a database, a number or a date may stumble over. */
const ODD = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '\n',
  '-1',
  '1e9',
  '٣',
  '0x',
  'NaN',
  '9'.repeat(30),
  "';--",
]

type Path = readonly (string | number)[]

/** The paths of all values inside a body, the containers too. */
function listPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([name, one]) => listPaths(one, [...path, name]))
  return [path, ...inner]
}

function setAt(value: unknown, [name, ...rest]: Path, given: unknown): unknown {
  if (name === undefined) return given
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[name] = setAt(copy[name], rest, given)
  return copy
}

/** What a parser does with a body: null if it accepts it. */
function findRefusal(parse: (body: unknown) => unknown, body: unknown): unknown {
  try {
    parse(body)
    return null
  } catch (error) {
    return error
  }
}

describe.each(Object.entries(BODIES))('the body of %s', (_, [parse, body]) => {
  test('default: is accepted', () => expect(findRefusal(parse, body)).toBe(null))

  test('refuses: any value of another type, each field that is missing, and one too many (ERR_BODY_INVALID)', () => {
    for (const path of listPaths(body)) {
      const refusals = WRONG.map((wrong) => findRefusal(parse, setAt(body, path, wrong)))
      for (const refusal of refusals) expect([null, expect.any(InputError)]).toContainEqual(refusal)
      // Something else than null may be right where the sample has a list, a record or nothing.
      expect(refusals.filter(Boolean).length, path.join('.')).toBeGreaterThanOrEqual(WRONG.length - 3)
    }
    expect(findRefusal(parse, { ...(body as object), more: 1 })).toBeInstanceOf(InputError)
  })

  test('refuses: a text that nothing can store or read, if it accepts it at all (ERR_BODY_INVALID)', () => {
    for (const path of listPaths(body)) {
      for (const odd of ODD) {
        const refusal = findRefusal(parse, setAt(body, path, odd))
        expect([null, expect.any(InputError)], `${path.join('.')} ${odd}`).toContainEqual(refusal)
      }
    }
  })
})

describe('free text', () => {
  test.each(['a pass', 'a released use', 'a corrected use', 'a released order'])(
    'refuses: a character that cannot be stored in %s (ERR_BODY_INVALID)',
    (name) => {
      const [parse, body] = BODIES[name] ?? []
      const field = name === 'a pass' ? 'note' : 'reason'
      for (const odd of ['\0', 'a\0b', 'a\ud800'])
        expect(findRefusal(parse as never, { ...(body as object), [field]: odd })).toBeInstanceOf(InputError)
    },
  )
})

describe('a gate', () => {
  const gate: GateForm = {
    ...form,
    ...{ moment: 'now', subject: { ...form.subject, kind: 'products' } },
    root: {
      ...{ kind: 'all', count: '' },
      of: [
        {
          ...{ kind: 'erc721', chain: 'ethereum', contract, minimum: '1', maximum: '', tokenIds: '' },
          ...{ perId: false, listId: '' },
        },
      ],
    },
  }

  test('refuses: any odd text in any field with a word about that field, and saves nothing (ERR_GATE_INVALID)', async () => {
    for (const path of listPaths(gate)) {
      if (typeof path.reduce<unknown>((value, name) => (value as never)?.[name], gate) !== 'string') continue
      for (const odd of ODD) {
        const { ctx, state } = fakeContext({ gates: [] })
        const changed = setAt(gate, path, odd) as GateForm
        if (findRefusal(parseNewGate, { form: changed, draftId })) continue
        const asked = {
          myshopifyDomain: shop.myshopifyDomain,
          form: changed,
          draftId,
          actor: 'system',
        } as const
        const error = await createGate(ctx, asked).then(
          () => null,
          (thrown: unknown) => thrown,
        )
        const label = `${path.join('.')} ${JSON.stringify(odd)}`
        if (error === null)
          expect(JSON.stringify(state.gates.map(({ name }) => name)), label).not.toMatch(/\\u0000/)
        else {
          expect(error, label).toMatchObject({
            code: 'ERR_GATE_INVALID',
            details: { fields: expect.anything() },
          })
          expect(state.gates, label).toEqual([])
        }
      }
    }
  })
})
