import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { ConditionFields } from '../../app/admin/editor/ConditionBox.tsx'
import { composeFieldId } from '../../app/admin/editor/draft.ts'
import { loadCallFields, loadListFields, loadTraitFields } from '../../app/admin/editor/kindFields.ts'
import { chooseSubject, listSubjects, subjectOf } from '../../app/admin/editor/subjects.ts'
import type { ConditionFieldsProps } from '../../app/admin/editor/treeProps.ts'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import { formatNeeds } from '../../app/admin/formatRequirement.ts'
import { isRecognized, KIND_TEXTS } from '../../app/admin/kinds.ts'
import { readNeeds } from '../../app/admin/needs.ts'
import { loadPart } from '../../app/admin/page/LazyPart.tsx'
import { formatRequirementForm } from '../../app/core/gate/formatRequirementForm.ts'
import type { ConditionField } from '../../app/core/requirement/kinds/entry.ts'
import { conditionFacts, hasField, isConditionKind } from '../../app/core/requirement/kinds/facts.ts'
import { parseRequirement } from '../../app/core/requirement/parseRequirement.ts'
import type { ConditionKind } from '../../app/core/requirement/types.ts'
import { KIND_SAMPLES, sampleForm } from '../core/requirement/kindSamples.ts'
import { renderPolaris } from './renderPolaris.ts'

const KINDS = Object.keys(conditionFacts).filter(isConditionKind)
const chains = [
  { slug: 'ethereum', name: 'Ethereum', family: 'evm' },
  { slug: 'solana', name: 'Solana', family: 'solana' },
] as const
/** The input of each field in the editor. */
const INPUTS: Readonly<Record<ConditionField, string>> = {
  call: 'preset',
  contract: 'contract',
  minimum: 'minimum',
  maximum: 'maximum',
  tokenIds: 'tokenIds',
  perId: 'perId',
  list: 'listId',
  traits: 'traits',
}

function renderFields(kind: ConditionKind): string {
  const contracts = { find: () => null, kindOf: () => kind, retry: () => {} }
  const tree = { editor: { issues: {}, contracts, dispatch: () => {} }, chains, lists: [] }
  const condition = { key: 'a', ...sampleForm(kind) }
  return renderPolaris(createElement(ConditionFields, { tree, condition } as unknown as ConditionFieldsProps))
}

await loadPart(loadCallFields)
await loadPart(loadListFields)
await loadPart(loadTraitFields)

describe.each(KINDS)('%s', (kind) => {
  test('default: a stored condition fills the form that made it', () => {
    const requirement = parseRequirement({ v: 1, root: KIND_SAMPLES[kind].json })
    expect(formatRequirementForm(requirement).root.of).toEqual([sampleForm(kind)])
  })

  test('behavior: the editor shows exactly the fields of the kind', () => {
    const html = renderFields(kind)
    for (const [field, input] of Object.entries(INPUTS) as [ConditionField, string][])
      expect(html.includes(`id="${composeFieldId(`a.${input}`)}"`), field).toBe(hasField(kind, field))
  })

  test('behavior: it has a choice of its own exactly if the chain cannot recognize it', () => {
    const { choice, address, ids } = KIND_TEXTS[kind]
    expect(choice === null).toBe(isRecognized(kind))
    expect(address !== null).toBe(hasField(kind, 'contract') && !isRecognized(kind))
    expect(ids !== null).toBe(hasField(kind, 'tokenIds'))
  })

  test('behavior: choosing its subject selects the kind, on a chain that has it', () => {
    const subject = subjectOf(kind)
    expect(listSubjects({ chains, kind }).map(({ value }) => value)).toContain(subject)
    const chosen = chooseSubject({ text: subject, chain: '', chains })
    expect(chosen.kind).toBe(subject === 'token' ? 'erc721' : kind)
    const family = chains.find(({ slug }) => slug === chosen.chain)?.family ?? 'any'
    expect(family).toBe(conditionFacts[chosen.kind].family)
  })

  test('behavior: its sentence names its contract, coin or list', () => {
    const { root } = parseRequirement({ v: 1, root: KIND_SAMPLES[kind].json })
    const sentence = formatPlain(formatNeeds({ root: readNeeds(root) }))
    expect(sentence).toMatch(/Night Owls|GLD|ETH|SOL|So1111…1112|Friends/)
    expect(sentence).not.toMatch(/undefined|NaN/)
  })
})
