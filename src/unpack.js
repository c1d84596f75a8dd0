// Unpacks the program: LZMA as in Igor Pavlov's specification, which is in the public domain
// (lzma-specification.txt of the LZMA SDK), and a `.lzma` file as `xz --format=lzma` reads and writes it.
//
// Browsers bring no LZMA, and this is worth it: the page is 28 kB smaller than with the deflate they do bring.
// It is as strict as it can be. What is not exactly what was packed ends in an error, and soon: each round adds a byte.
function unpack(packed) {
  "use strict";
  // Settings of the packer: a byte is foretold from 4 bits of the one before it, never from its place,
  // because the parts of a WebAssembly program begin anywhere.
  var SETTINGS = 4, CONTEXT_BITS = 4, HEADER = 13;
  // Where each kind of choice has its chances. Most depend on what the last few rounds were (`state`, one of 12).
  var IS_MATCH = 0, IS_REPEATED = 12, IS_NOT_LAST = 24, IS_NOT_SECOND = 36, IS_FOURTH = 48, IS_LONG = 60,
    LENGTH = 72, REPEATED_LENGTH = 346, SLOT = 620, FAR = 876, LOW_BITS = 991, LITERAL = 1007;

  function damaged(why) { return new Error("the program in this file is damaged: " + why); }

  if (packed.length < HEADER + 5) { throw damaged("it ends too early"); }
  // The settings, the reach of distances (4 bytes, not needed here), the size (8 bytes); then a byte that is always 0.
  var header = new DataView(packed.buffer, packed.byteOffset), size = header.getUint32(5, true);
  if (packed[0] !== SETTINGS || header.getUint32(9, true) || packed[HEADER]) { throw damaged("its header"); }

  var out = new Uint8Array(size), filled = 0, place = HEADER + 5;
  // Each is the chance of a 0, of 2048; at first both are as likely.
  var chances = new Uint16Array(LITERAL + (0x300 << CONTEXT_BITS));
  for (var each = 0; each < chances.length; each += 1) { chances[each] = 1024; }
  // Two numbers of 32 bits in an array: in variables, engines would allocate one anew for each bit.
  var coder = new Uint32Array([0xffffffff, header.getUint32(HEADER + 1)]), RANGE = 0, CODE = 1;

  function refill() {
    if (coder[RANGE] < 0x1000000) {
      coder[RANGE] <<= 8;
      // Past the end this reads zeros; the main loop finds that out.
      coder[CODE] = coder[CODE] << 8 | packed[place];
      place += 1;
    }
  }

  // One choice, foretold by its chance, which learns from it.
  function bit(choice) {
    var chance = chances[choice], bound = (coder[RANGE] >>> 11) * chance, taken = coder[CODE] < bound ? 0 : 1;
    if (taken) {
      coder[RANGE] -= bound;
      coder[CODE] -= bound;
      chances[choice] = chance - (chance >>> 5);
    } else {
      coder[RANGE] = bound;
      chances[choice] = chance + (2048 - chance >>> 5);
    }
    refill();
    return taken;
  }

  // Bits that are as likely 0 as 1.
  function evenBits(count) {
    var value = 0;
    for (; count > 0; count -= 1) {
      coder[RANGE] >>>= 1;
      var taken = coder[CODE] < coder[RANGE] ? 0 : 1;
      if (taken) { coder[CODE] -= coder[RANGE]; }
      value = value << 1 | taken;
      refill();
    }
    return value;
  }

  // A number, its highest bit first; the bits so far choose the chance of the next.
  function number(choices, bits) {
    var path = 1;
    for (var count = bits; count > 0; count -= 1) { path = path << 1 | bit(choices + path); }
    return path - (1 << bits);
  }

  // The same with the lowest bit first.
  function reversed(choices, bits) {
    var path = 1, value = 0;
    for (var count = 0; count < bits; count += 1) {
      var taken = bit(choices + path);
      path = path << 1 | taken;
      value |= taken << count;
    }
    return value;
  }

  // How many bytes a match copies, less 2: 0 to 7, 8 to 15, or 16 to 271.
  function length(choices) {
    if (!bit(choices)) { return number(choices + 2, 3); }
    return bit(choices + 1) ? 16 + number(choices + 18, 8) : 8 + number(choices + 10, 3);
  }

  // How far back a match begins, less 1. Its slot tells its two highest bits and how many follow.
  function distance(copied) {
    var slot = number(SLOT + (Math.min(copied, 3) << 6), 6);
    if (slot < 4) { return slot; }
    var bits = (slot >> 1) - 1, start = (2 | slot & 1) << bits;
    if (slot < 14) { return start + reversed(FAR + start - slot, bits); }
    return (start >>> 0) + evenBits(bits - 4) * 16 + reversed(LOW_BITS, 4);
  }

  // The byte that a match would have brought foretells this one, for as long as they agree.
  function literal(afterMatch, back) {
    var choices = LITERAL + 0x300 * ((filled > 0 ? out[filled - 1] : 0) >> 8 - CONTEXT_BITS), path = 1;
    if (afterMatch) {
      var expected = out[filled - back - 1], agreed = true;
      while (agreed && path < 0x100) {
        var guess = expected >> 7 & 1;
        expected <<= 1;
        path = path << 1 | bit(choices + (1 + guess << 8) + path);
        agreed = (path & 1) === guess;
      }
    }
    while (path < 0x100) { path = path << 1 | bit(choices + path); }
    out[filled] = path;
    filled += 1;
  }

  function copy(back, count) {
    if (back >= filled) { throw damaged("a distance leads to before its start"); }
    if (count > size - filled) { throw damaged("it is longer than it says"); }
    for (var end = filled + count; filled < end; filled += 1) { out[filled] = out[filled - back - 1]; }
  }

  // The last four distances, the latest first.
  var state = 0, last = 0, second = 0, third = 0, fourth = 0;

  // Takes an earlier distance to the front.
  function recall() {
    var back = second;
    if (bit(IS_NOT_SECOND + state)) {
      if (bit(IS_FOURTH + state)) { back = fourth; fourth = third; } else { back = third; }
      third = second;
    }
    second = last;
    last = back;
  }

  while (filled < size) {
    var afterMatch = state >= 7;
    if (!bit(IS_MATCH + state)) {
      literal(afterMatch, last);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    } else if (!bit(IS_REPEATED + state)) {
      var count = length(LENGTH);
      fourth = third; third = second; second = last; last = distance(count);
      copy(last, count + 2);
      state = afterMatch ? 10 : 7;
    } else {
      var many = true;
      if (bit(IS_NOT_LAST + state)) { recall(); } else { many = bit(IS_LONG + state) === 1; }
      copy(last, many ? length(REPEATED_LENGTH) + 2 : 1);
      state = afterMatch ? 11 : many ? 8 : 9;
    }
    if (place > packed.length) { throw damaged("it ends too early"); }
  }
  // The packer ends so that 0 is left when all is read. Damage anywhere before leaves something else.
  if (place !== packed.length || coder[CODE] !== 0) { throw damaged("its end is not where it should be"); }
  return out;
}
