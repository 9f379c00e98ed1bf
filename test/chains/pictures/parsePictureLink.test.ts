import { expect, test } from 'vitest'
import { parsePictureLink } from '../../../app/chains/pictures/parsePictureLink.ts'
import { SVG } from './samplePictures.ts'

const parse = (value: unknown) => parsePictureLink(Buffer.from(JSON.stringify(value)))

test('default: the picture of the metadata', () => {
  expect(parse({ name: 'Owls', image: 'ipfs://a' })).toBe('ipfs://a')
})

test('behavior: older names, and a drawing that stands there as it is', () => {
  expect(parse({ image: '', image_url: 'https://host.example/1' })).toBe('https://host.example/1')
  expect(parse({ image_data: SVG })).toBe(`data:image/svg+xml,${encodeURIComponent(SVG)}`)
  expect(parse({ image_data: 'https://host.example/1' })).toBe('https://host.example/1')
})

test('behavior: half a character in a drawing is no fault', () => {
  expect(parse({ image_data: '<svg>\ud800</svg>' })).toBe('data:image/svg+xml,%3Csvg%3E%EF%BF%BD%3C%2Fsvg%3E')
})

test.each([
  [null],
  [[]],
  ['text'],
  [7],
  [{}],
  [{ image: 7 }],
  [{ image: '  ' }],
  [{ image: 'x'.repeat(3_000_001) }],
])('refuses: %j (metadata)', (value) => {
  expect(() => parse(value)).toThrow(expect.objectContaining({ reason: 'metadata' }))
})

test('refuses: a page (metadata)', () => {
  expect(() => parsePictureLink(Buffer.from('<html></html>'))).toThrow(
    expect.objectContaining({ reason: 'metadata' }),
  )
})
