/** SHA-256 by FIPS 180-4, with sixteen rounds unrolled, so that neither the working variables nor the schedule move. */

const K = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])

const INITIAL = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

/** Set eight words to the initial hash value. */
export function startHash(state: usize): void {
  memory.copy(state, INITIAL, 32)
}

/** Mix one block of 64 bytes into eight words. */
export function hashBlock(state: usize, block: usize): void {
  let w0 = swap(load<u32>(block))
  let w1 = swap(load<u32>(block, 4))
  let w2 = swap(load<u32>(block, 8))
  let w3 = swap(load<u32>(block, 12))
  let w4 = swap(load<u32>(block, 16))
  let w5 = swap(load<u32>(block, 20))
  let w6 = swap(load<u32>(block, 24))
  let w7 = swap(load<u32>(block, 28))
  let w8 = swap(load<u32>(block, 32))
  let w9 = swap(load<u32>(block, 36))
  let w10 = swap(load<u32>(block, 40))
  let w11 = swap(load<u32>(block, 44))
  let w12 = swap(load<u32>(block, 48))
  let w13 = swap(load<u32>(block, 52))
  let w14 = swap(load<u32>(block, 56))
  let w15 = swap(load<u32>(block, 60))
  let a = load<u32>(state)
  let b = load<u32>(state, 4)
  let c = load<u32>(state, 8)
  let d = load<u32>(state, 12)
  let e = load<u32>(state, 16)
  let f = load<u32>(state, 20)
  let g = load<u32>(state, 24)
  let h = load<u32>(state, 28)
  for (let k = K; ; ) {
    h += big1(e) + choose(e, f, g) + load<u32>(k) + w0
    d += h
    h += big0(a) + majority(a, b, c)
    g += big1(d) + choose(d, e, f) + load<u32>(k, 4) + w1
    c += g
    g += big0(h) + majority(h, a, b)
    f += big1(c) + choose(c, d, e) + load<u32>(k, 8) + w2
    b += f
    f += big0(g) + majority(g, h, a)
    e += big1(b) + choose(b, c, d) + load<u32>(k, 12) + w3
    a += e
    e += big0(f) + majority(f, g, h)
    d += big1(a) + choose(a, b, c) + load<u32>(k, 16) + w4
    h += d
    d += big0(e) + majority(e, f, g)
    c += big1(h) + choose(h, a, b) + load<u32>(k, 20) + w5
    g += c
    c += big0(d) + majority(d, e, f)
    b += big1(g) + choose(g, h, a) + load<u32>(k, 24) + w6
    f += b
    b += big0(c) + majority(c, d, e)
    a += big1(f) + choose(f, g, h) + load<u32>(k, 28) + w7
    e += a
    a += big0(b) + majority(b, c, d)
    h += big1(e) + choose(e, f, g) + load<u32>(k, 32) + w8
    d += h
    h += big0(a) + majority(a, b, c)
    g += big1(d) + choose(d, e, f) + load<u32>(k, 36) + w9
    c += g
    g += big0(h) + majority(h, a, b)
    f += big1(c) + choose(c, d, e) + load<u32>(k, 40) + w10
    b += f
    f += big0(g) + majority(g, h, a)
    e += big1(b) + choose(b, c, d) + load<u32>(k, 44) + w11
    a += e
    e += big0(f) + majority(f, g, h)
    d += big1(a) + choose(a, b, c) + load<u32>(k, 48) + w12
    h += d
    d += big0(e) + majority(e, f, g)
    c += big1(h) + choose(h, a, b) + load<u32>(k, 52) + w13
    g += c
    c += big0(d) + majority(d, e, f)
    b += big1(g) + choose(g, h, a) + load<u32>(k, 56) + w14
    f += b
    b += big0(c) + majority(c, d, e)
    a += big1(f) + choose(f, g, h) + load<u32>(k, 60) + w15
    e += a
    a += big0(b) + majority(b, c, d)
    k += 64
    if (k == K + 256) break
    w0 += small0(w1) + w9 + small1(w14)
    w1 += small0(w2) + w10 + small1(w15)
    w2 += small0(w3) + w11 + small1(w0)
    w3 += small0(w4) + w12 + small1(w1)
    w4 += small0(w5) + w13 + small1(w2)
    w5 += small0(w6) + w14 + small1(w3)
    w6 += small0(w7) + w15 + small1(w4)
    w7 += small0(w8) + w0 + small1(w5)
    w8 += small0(w9) + w1 + small1(w6)
    w9 += small0(w10) + w2 + small1(w7)
    w10 += small0(w11) + w3 + small1(w8)
    w11 += small0(w12) + w4 + small1(w9)
    w12 += small0(w13) + w5 + small1(w10)
    w13 += small0(w14) + w6 + small1(w11)
    w14 += small0(w15) + w7 + small1(w12)
    w15 += small0(w0) + w8 + small1(w13)
  }
  store<u32>(state, load<u32>(state) + a)
  store<u32>(state, load<u32>(state, 4) + b, 4)
  store<u32>(state, load<u32>(state, 8) + c, 8)
  store<u32>(state, load<u32>(state, 12) + d, 12)
  store<u32>(state, load<u32>(state, 16) + e, 16)
  store<u32>(state, load<u32>(state, 20) + f, 20)
  store<u32>(state, load<u32>(state, 24) + g, 24)
  store<u32>(state, load<u32>(state, 28) + h, 28)
}

@inline
function swap(x: u32): u32 {
  return (rotl(x, 8) & 0x00ff00ff) | (rotr(x, 8) & 0xff00ff00)
}

@inline
function small0(x: u32): u32 {
  return rotr(x, 7) ^ rotr(x, 18) ^ (x >> 3)
}

@inline
function small1(x: u32): u32 {
  return rotr(x, 17) ^ rotr(x, 19) ^ (x >> 10)
}

@inline
function big0(x: u32): u32 {
  return rotr(x, 2) ^ rotr(x, 13) ^ rotr(x, 22)
}

@inline
function big1(x: u32): u32 {
  return rotr(x, 6) ^ rotr(x, 11) ^ rotr(x, 25)
}

@inline
function choose(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z))
}

@inline
function majority(x: u32, y: u32, z: u32): u32 {
  return (x & y) | (z & (x | y))
}
