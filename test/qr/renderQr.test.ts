import decodeQR from 'qr/decode.js'
import { describe, expect, test } from 'vitest'
import { renderQr } from '../../app/qr/renderQr.ts'

/** Draw the SVG's runs into pixels, as a camera would see them, and read the code. */
function readQr(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const scale = 4
  const pixels = new Uint8Array(size * scale * size * scale * 4).fill(255)
  const paint = (x: number, y: number) => {
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((y * scale + dy) * size * scale + x * scale + dx) * 4
        pixels.fill(0, at, at + 3)
      }
  }
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let run = 0; run < Number(length); run++) paint(Number(x) + run, Number(y))
  return decodeQR({ width: size * scale, height: size * scale, data: pixels })
}

describe('renderQr', () => {
  test.each([
    'https://harbor.example/products/varsity-jacket?variant=2001',
    `https://harbor.example/apps/palisade/cart?lines=${Array.from({ length: 60 }, (_, i) => `4567890123${1000 + i}:1`).join(',')}&to=%2F`,
  ])('default: a reader finds the text again: %s', (text) => {
    const svg = renderQr(text)
    expect(readQr(svg)).toBe(text)
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]*><path fill="#fff" d="[^"]*"\/><path d="[\dMhvz -]*"\/><\/svg>$/,
    )
  })
})
