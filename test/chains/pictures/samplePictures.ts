/** Pictures of 2 by 3 pixels, made of their headers, as every decoder reads the size. */
export const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000002000000030802000000368849d60000001149444154789c63f8cfc0f01f8c812413080032e203fd0b8cfdc30000000049454e44ae426082',
  'hex',
)
export const GIF = Buffer.from(
  '474946383961020003008000000000ff0000ff21f90400000000002c00000000020003000002028401003b',
  'hex',
)
export const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffffc00011080003000203012200021101031101',
  'hex',
)
export const WEBP = {
  lossy: Buffer.concat([
    Buffer.from('RIFF\x1a\0\0\0WEBPVP8 \x0e\0\0\0', 'latin1'),
    Buffer.from('3001009d012a02000300', 'hex'),
  ]),
  lossless: Buffer.concat([
    Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0e\0\0\0', 'latin1'),
    Buffer.from('2f01800000', 'hex'),
  ]),
  extended: Buffer.concat([
    Buffer.from('RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1'),
    Buffer.from('00000000010000020000', 'hex'),
  ]),
}
export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><path d="M0 0h2v3z" fill="#f80"/></svg>'
