import { describe, expect, test } from 'vitest'
import { checkPicture } from '../../../app/chains/pictures/checkPicture.ts'
import { findRaster } from '../../../app/chains/pictures/findRaster.ts'
import { GIF, JPEG, PNG, SVG, WEBP } from './samplePictures.ts'

const draw = (inside: string, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`)
const refused = (bytes: Buffer, reason = 'kind') =>
  expect(() => checkPicture(bytes)).toThrow(expect.objectContaining({ reason }))

describe('checkPicture', () => {
  test.each([
    ['image/png', PNG],
    ['image/gif', GIF],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP.lossy],
    ['image/webp', WEBP.lossless],
    ['image/webp', WEBP.extended],
  ])('default: %s by its own bytes, with its size', (type, bytes) => {
    expect(checkPicture(bytes)).toEqual({ type, bytes })
    expect(findRaster(bytes)).toEqual({ type, width: 2, height: 3 })
  })

  test.each([
    SVG,
    `\uFEFF<?xml version="1.0"?><!-- a --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">${SVG}`,
    draw(
      '<style>.a { fill: url(#g) }</style><text class="a" font-size=\'14\'>10 &lt; 20 &#169;</text>',
    ).toString(),
    draw(
      '<defs><pattern id="p"><use xlink:href="#i"/></pattern><image id="i" href="data:image/png;base64,AA=="/></defs>',
    ).toString(),
    draw('<g filter="url(#f)"><rect fill="url(&quot;#g&quot;)"/></g>').toString().replaceAll('&quot;', "'"),
  ])('behavior: a drawing of shapes and texts: %s', (text) => {
    expect(checkPicture(Buffer.from(text)).type).toBe('image/svg+xml')
  })

  test.each([
    ['a page', Buffer.from('<!doctype html><html><body><svg></svg></body></html>')],
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('Not found')],
    ['JSON', Buffer.from('{"image":"x"}')],
    ['a page behind a comment', Buffer.from('<!-- <svg> --><html></html>')],
    ['another kind of picture', Buffer.from('424d3a00000000000000', 'hex')],
    ['the start of a picture', PNG.subarray(0, 18)],
    ['a JPEG without a frame', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a huge text', Buffer.from(SVG + ' '.repeat(300_000))],
  ])('refuses: %s', (_, bytes) => refused(bytes))

  test('refuses: a picture without pixels, and one of too many', () => {
    const sized = (width: number, height: number) => {
      const bytes = Buffer.from(PNG)
      bytes.writeUInt32BE(width, 16)
      bytes.writeUInt32BE(height, 20)
      return bytes
    }
    refused(sized(0, 3))
    refused(sized(60_000, 60_000), 'too-large')
    expect(checkPicture(sized(4_096, 4_096)).type).toBe('image/png')
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<rect onload="alert(1)"/>'],
    ['a handler in capitals', '<rect ONCLICK="alert(1)"/>'],
    ['a foreign object', '<foreignObject><body/></foreignObject>'],
    ['a page in a frame', '<iframe src="https://host.example"/>'],
    ['a link', '<a href="https://host.example"><rect/></a>'],
    ['a picture from outside', '<image href="https://host.example/1.png"/>'],
    ['a picture from outside by another prefix', '<image x:href="//host.example/1.png"/>'],
    ['a drawing inside', '<image href="data:image/svg+xml;base64,AA=="/>'],
    ['a script as an address', '<use href="javascript:alert(1)"/>'],
    ['a style from outside', '<style>@import "//host.example"</style>'],
    ['a style that loads', '<style>rect { fill: url(//host.example) }</style>'],
    ['a style with escapes', '<style>rect { fill: \\75rl(//host.example) }</style>'],
    ['an attribute that loads', '<rect fill="url(https://host.example#a)"/>'],
    ['an attribute with escapes', '<rect style="fill:&#117;rl(//host.example)"/>'],
    ['an animation of an address', '<set attributeName="href" to="https://host.example"/>'],
    ['characters that are not read', '<![CDATA[<script>]]>'],
    ['an instruction', '<?xml-stylesheet href="https://host.example"?>'],
    ['a tag that is not whole', '<rect fill="#fff"'],
    ['an attribute without quotes', '<rect onload=alert(1)>'],
    ['an entity of its own', '<text>&bomb;</text>'],
    ['parts that repeat each other', '<use href="#a"/>'.repeat(17)],
  ])('refuses: a drawing with %s', (_, inside) => refused(draw(inside)))

  test('refuses: a drawing with definitions of its own, or with a handler at its root', () => {
    refused(Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`))
    refused(draw('', 'onload="alert(1)"'))
  })
})
