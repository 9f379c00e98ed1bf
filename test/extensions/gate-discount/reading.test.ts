import { beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { signBody } from './composeFuzzProof.ts'
import { judgeReference } from './referenceVerdict.ts'

/* Texts with unusual arrangements: a parser that reads many bytes at once must find all pieces. */

const { keys } = await loadProofVectors()
const [key = { epoch: '', key: '' }] = keys
const GATES = ['2', 'a', '1u', '2a', '15o', '1a2b', 'zzzzy', 'zzzzzz'] as const
const CONFIG = { v: 1, p: 1, k: [[key.epoch, key.key]] }
const ENTRIES = GATES.map((gate, i) => `${gate}:3:0:1:p${1000 + i}`)
const PROOF = signBody(
  ['p1', 'c', key.epoch, '2026112505', '0', '00112233445566aa', ENTRIES.join('!')].join('~'),
  key.key,
)

const MARKS = [
  ...GATES.flatMap((gate) => [
    gate,
    `${gate}*`,
    ` ${gate}`,
    `${gate} `,
    `  ${gate}*  `,
    `${gate}x`,
    `${gate}**`,
  ]),
  ...GATES.flatMap((one) => GATES.flatMap((two) => [`${one} ${two}`, `${one}  ${two}*`, `${one}*   ${two}`])),
  ...[
    '2a1u',
    '1u  2a  b',
    'q  15o w',
    '2 a 1u a 2 a',
    'abcdefgh 2a',
    '2a abcdefgh',
    'abcdefg 2a',
    '2 é 2a',
    '2\t2a',
  ],
  ...[' '.repeat(80), `${' '.repeat(78)}2a`, `${' '.repeat(79)}2a`, '2 '.repeat(40), '2a '.repeat(26)],
]

const LISTS = [
  ...[
    '[["2a",3]]',
    '[["2a",4]]',
    '[ ["2a",4] ]',
    '[["2a",4],\n["15o",4]]',
    '[["1u",1], ["2a" , 4 ],["15o",4]]',
  ],
  ...[
    '[["2a",4],]',
    '[["2a",04]]',
    '[["2a",4294967295]]',
    '[["2a",4294967296]]',
    '[["2a",10],["2a",1]]',
    '[["2a",""]]',
  ],
  ...[
    '[["02a",4]]',
    '[["2a2a2a2",4]]',
    '[["",4]]',
    '[["2a",4]',
    '[]',
    '[ ]',
    '{}',
    '[["2a",4]],"x":[]',
    '[1],"x":[["2a",4]]',
  ],
  ...[
    '[["2a",4],[[["2a",4],["2a",4]]]],"x":[]',
    '[["2a",4],1,],"x":[]',
    '["2a","15o",["2a",12],{"":[]},"\\u12aF\\n"],"x":[]',
  ],
]

const AMOUNTS = [
  ...[
    '0.000000000000001',
    '1.000000000000000',
    '123456789012345.000',
    '1234567890123456',
    '0000000000000000000012.5',
  ],
  ...[
    '1.00000000000000000.0',
    '.5',
    '5.',
    '5..0',
    '00000000000000000000000000000000',
    '12345678.90',
    '9999999999999.99',
  ],
]

let module: WebAssembly.Module

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount')
}, 120_000)

function judge(input: unknown): unknown {
  const { output } = runFunction({ module, exportName: 'cart_lines_discounts_generate_run', input })
  expect(output).toEqual(judgeReference(input))
  return output
}

describe('gate-discount reads', () => {
  test('default', () => {
    const lines = [composeLine({ productGates: '15o* 2a' })]
    expect(judge(composeInput({ config: CONFIG, texts: { c: PROOF }, lines }))).toMatchObject({
      operations: [{ productDiscountsAdd: { candidates: [{ value: { percentage: { value: '10.04' } } }] } }],
    })
  })

  for (const marks of MARKS) {
    test(`behavior: marks ${JSON.stringify(marks)} are read as the reference reads them`, () => {
      const lines = [composeLine({ productGates: marks }), composeLine({ id: 'two', variantGates: marks })]
      judge(composeInput({ config: CONFIG, texts: { c: PROOF }, lines }))
    })
  }

  for (const list of LISTS) {
    test(`behavior: lowest revisions ${list} are read as the reference reads them`, () => {
      const input = composeInput({
        ...{ config: null, texts: { c: PROOF } },
        lines: GATES.map((gate) => composeLine({ id: gate, productGates: gate })),
      })
      input.discount.proofConfig.value = JSON.stringify(CONFIG).replace('}', `,"x":${list}}`)
      judge(input)
      input.discount.proofConfig.value = JSON.stringify(CONFIG).replace(
        '}',
        `,"a":${list.replaceAll(/,\d+\]/g, ']')}}`,
      )
      judge(input)
    })
  }

  for (const amount of AMOUNTS) {
    test(`behavior: an amount of ${amount} is read as the reference reads it`, () => {
      judge(
        composeInput({
          config: CONFIG,
          texts: { c: PROOF },
          lines: [composeLine({ amount, productGates: '2 2a' })],
        }),
      )
    })
  }

  test('behavior: line proofs that differ only in the middle are told apart', () => {
    const texts = Array.from(
      { length: 12 },
      (_, i) => `p1~l~${'0'.repeat(90)}${i % 5}${i % 3}${'0'.repeat(50)}`,
    )
    const own = signBody(`p1~l~${key.epoch}~2026112505~0~00112233445566ab~${ENTRIES[3]}`, key.key)
    for (const place of [0, 3, 7, 8, 12]) {
      const proofs = [...texts.slice(0, place), own, ...texts.slice(place), own]
      const lines = proofs.map((proof, i) => composeLine({ id: `${i}`, proof, productGates: '2a' }))
      judge(composeInput({ config: CONFIG, lines }))
      judge(composeInput({ config: CONFIG, lines, texts: { c: own, m: own } }))
    }
  })
})
