// Joins the program: `crates/xtask/src/streams.rs` took its code apart, so that it packs better, and says why.
// As strict as `unpack`: what is not exactly what was taken apart ends in an error, and soon, because each step takes a byte.
function join(streams) {
  "use strict";
  // What is in no other stream, branches, variables read and written, constants, and the offsets of what is loaded and stored.
  var MAIN = 0, BRANCH = 1, READ = 2, WRITTEN = 3, CONSTANT = 4, LOADED = 5, STORED = 6, STREAMS = 7;

  function invalid(why) { return new Error("the program in this file is damaged: " + why); }

  if (streams.length < 4 * (STREAMS + 1)) { throw invalid("it has no streams"); }
  // The size of the program, then of each stream.
  var header = new DataView(streams.buffer, streams.byteOffset), size = header.getUint32(0, true);
  var places = [], ends = [], place = 4 * (STREAMS + 1);
  for (var stream = 0; stream < STREAMS; stream += 1) {
    places.push(place);
    place += header.getUint32(4 * (stream + 1), true);
    ends.push(place);
  }
  // Each byte of the streams is one of the program, which has the lengths of its functions besides.
  if (place !== streams.length || size > 2 * place) { throw invalid("its streams do not fit"); }
  var out = new Uint8Array(size), filled = 0;

  function room(stream, count) {
    if (count > ends[stream] - places[stream] || count > size - filled) { throw invalid("a stream ends too early"); }
  }

  function byte(stream) {
    room(stream, 1);
    var value = streams[places[stream]];
    places[stream] += 1;
    out[filled] = value;
    filled += 1;
    return value;
  }

  function bytes(count) {
    room(MAIN, count);
    out.set(streams.subarray(places[MAIN], places[MAIN] + count), filled);
    places[MAIN] += count;
    filled += count;
  }

  // In LEB128. Large ones are not needed, and cut.
  function number(stream) {
    for (var value = 0, shift = 0; ; shift += 7) {
      var next = byte(stream);
      if (shift < 28) { value |= (next & 0x7f) << shift; }
      if (next < 0x80) { return value; }
    }
  }

  function numbers(count) {
    for (; count > 0; count -= 1) { number(MAIN); }
  }

  // An instruction with its operands; gives its first byte.
  function instruction() {
    var code = byte(MAIN);
    if (code >= 0x28 && code <= 0x3e) { number(MAIN); number(code < 0x36 ? LOADED : STORED); }
    else if (code === 0x20) { number(READ); }
    else if (code === 0x21 || code === 0x22) { number(WRITTEN); }
    else if (code === 0x41) { number(CONSTANT); }
    else if (code === 0x0c || code === 0x0d) { number(BRANCH); }
    else if (code === 0x0e) { numbers(number(MAIN) + 1); }
    else if (code === 0x11) { numbers(2); }
    else if (code === 0x1c) { numbers(number(MAIN)); }
    else if (code === 0x43) { bytes(4); }
    else if (code === 0x44) { bytes(8); }
    else if (code === 0xfc) {
      var which = number(MAIN);
      numbers(which < 8 ? 0 : which < 15 ? 2 - which % 2 : 1);
    } else if (code === 0x10 || code === 0x42 || code === 0x3f || code === 0x40 || code === 0xd0 || code === 0xd2
      || code >= 0x02 && code <= 0x04 || code >= 0x23 && code <= 0x26) { number(MAIN); }
    return code;
  }

  // Its length stands before it, and is known after it.
  function body() {
    var start = filled;
    for (var groups = number(MAIN); groups > 0; groups -= 1) { numbers(2); }
    for (var depth = 1; depth > 0;) {
      var code = instruction();
      if (code >= 0x02 && code <= 0x04) { depth += 1; }
      if (code === 0x0b) { depth -= 1; }
    }
    var length = filled - start, count = length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x200000 ? 3 : 4;
    if (count > size - filled) { throw invalid("it is longer than it says"); }
    out.copyWithin(start + count, start, filled);
    filled += count;
    for (; count > 1; count -= 1) {
      out[start] = length & 0x7f | 0x80;
      start += 1;
      length >>= 7;
    }
    out[start] = length;
  }

  bytes(8);
  while (places[MAIN] < ends[MAIN]) {
    var section = byte(MAIN), length = number(MAIN), end = filled + length;
    if (section !== 10) { bytes(length); } else {
      for (var functions = number(MAIN); functions > 0; functions -= 1) { body(); }
    }
    if (filled !== end) { throw invalid("a part has another length than it says"); }
  }
  for (stream = 0; stream < STREAMS; stream += 1) {
    if (places[stream] !== ends[stream]) { throw invalid("a stream has more than its program"); }
  }
  if (filled !== size) { throw invalid("it is shorter than it says"); }
  return out;
}
