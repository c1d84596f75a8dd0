//! Takes the code of a program apart before it is packed, so that it packs better; `src/join.js` is the other side.
//!
//! The operands of some instructions, such as the numbers of variables, say little about the bytes beside them, and much
//! about each other. Each kind stands in a stream of its own, after all that is left of the program. The length of a
//! function is left out, because its instructions tell it. This makes the page 36 kB smaller (`gzip -9`, 596 to 560 kB).

use crate::process::Outcome;

/// What is in no other stream.
const MAIN: usize = 0;
/// How many blocks a branch leaves.
const BRANCH: usize = 1;
/// Variables that are read.
const READ: usize = 2;
/// Variables that are written.
const WRITTEN: usize = 3;
/// Constants of 32 bits.
const CONSTANT: usize = 4;
/// Offsets of what is loaded.
const LOADED: usize = 5;
/// Offsets of what is stored.
const STORED: usize = 6;
const STREAMS: usize = 7;

/// Bytes of a number in the header: the size of the program and of each stream, the lowest byte first.
const NUMBER: usize = 4;

/// The program in streams.
pub(crate) fn split(program: &[u8]) -> Outcome<Vec<u8>> {
    let mut walk = Walk { from: vec![program], to: vec![Vec::new(); STREAMS], splits: true };
    walk.program()?;
    let mut out = Vec::new();
    let lengths = walk.to.iter().map(Vec::len);
    for length in std::iter::once(program.len()).chain(lengths) {
        out.extend(u32::try_from(length).map_err(|error| error.to_string())?.to_le_bytes());
    }
    out.extend(walk.to.concat());
    if join(&out)? == program { Ok(out) } else { Err("the program cannot be joined again".to_owned()) }
}

/// The program that was split.
pub(crate) fn join(streams: &[u8]) -> Outcome<Vec<u8>> {
    let (header, mut rest) = streams.split_at_checked(NUMBER * (STREAMS + 1)).ok_or("no streams")?;
    let mut from = Vec::new();
    for length in header.chunks_exact(NUMBER).skip(1) {
        let length = length.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte));
        let (stream, after) = rest.split_at_checked(length).ok_or("a stream is too short")?;
        from.push(stream);
        rest = after;
    }
    let mut walk = Walk { from, to: vec![Vec::new()], splits: false };
    walk.program()?;
    Ok(walk.to.concat())
}

/// Goes through a program byte by byte, from one source to all streams or from all streams to one program.
struct Walk<'a> {
    from: Vec<&'a [u8]>,
    to: Vec<Vec<u8>>,
    splits: bool,
}

impl Walk<'_> {
    fn program(&mut self) -> Outcome<()> {
        self.bytes(MAIN, 8)?;
        while !self.from[MAIN].is_empty() {
            let section = self.byte(MAIN)?;
            let length = self.number(MAIN)?;
            if section == 10 {
                for _ in 0..self.number(MAIN)? {
                    self.function()?;
                }
            } else {
                self.bytes(MAIN, length)?;
            }
        }
        Ok(())
    }

    fn function(&mut self) -> Outcome<()> {
        if self.splits {
            // Its length, which nothing keeps.
            while self.next(MAIN)? > 0x7f {}
            return self.body();
        }
        let start = self.to[MAIN].len();
        self.body()?;
        let body = self.to[MAIN].split_off(start);
        let mut length = body.len();
        while length > 0x7f {
            self.to[MAIN].push(u8::try_from(length & 0x7f | 0x80).map_err(|error| error.to_string())?);
            length >>= 7;
        }
        self.to[MAIN].push(u8::try_from(length).map_err(|error| error.to_string())?);
        self.to[MAIN].extend(body);
        Ok(())
    }

    fn body(&mut self) -> Outcome<()> {
        for _ in 0..self.number(MAIN)? {
            self.numbers(2)?;
        }
        let mut depth = 1;
        while depth > 0 {
            match self.instruction()? {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Its first byte.
    fn instruction(&mut self) -> Outcome<u8> {
        let code = self.byte(MAIN)?;
        match code {
            // br, br_if
            0x0c | 0x0d => self.number(BRANCH).map(drop)?,
            // br_table
            0x0e => {
                let targets = self.number(MAIN)?;
                self.numbers(targets + 1)?;
            }
            // call_indirect
            0x11 => self.numbers(2)?,
            // select with a type
            0x1c => {
                let types = self.number(MAIN)?;
                self.numbers(types)?;
            }
            0x20 => self.number(READ).map(drop)?,
            0x21 | 0x22 => self.number(WRITTEN).map(drop)?,
            0x28..=0x3e => {
                self.number(MAIN)?;
                self.number(if code < 0x36 { LOADED } else { STORED })?;
            }
            0x41 => self.number(CONSTANT).map(drop)?,
            0x43 => self.bytes(MAIN, 4)?,
            0x44 => self.bytes(MAIN, 8)?,
            // block, loop, if, call, global.get to table.set, memory.size, memory.grow, i64.const, ref.null, ref.func
            0x02..=0x04 | 0x10 | 0x23..=0x26 | 0x3f | 0x40 | 0x42 | 0xd0 | 0xd2 => self.numbers(1)?,
            // memory.copy and the like; the first ones convert numbers and have no operand.
            0xfc => {
                let which = self.number(MAIN)?;
                let operands = which
                    .checked_sub(8)
                    .map_or(Some(0), |which| [2, 1, 2, 1, 2, 1, 2, 1, 1, 1].get(which).copied());
                self.numbers(operands.ok_or("an unknown instruction")?)?;
            }
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            _ => {
                return Err(format!(
                    "the program has an instruction {code:#x}, which the page cannot join; see src/join.js"
                ));
            }
        }
        Ok(code)
    }

    fn numbers(&mut self, count: usize) -> Outcome<()> {
        (0..count).try_for_each(|_| self.number(MAIN).map(drop))
    }

    /// A number in LEB128. Large ones are not needed, and cut.
    fn number(&mut self, stream: usize) -> Outcome<usize> {
        let (mut value, mut shift) = (0, 0_u32);
        loop {
            let byte = self.byte(stream)?;
            value |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            shift += 7;
            if byte <= 0x7f {
                return Ok(value);
            }
        }
    }

    fn bytes(&mut self, stream: usize, count: usize) -> Outcome<()> {
        (0..count).try_for_each(|_| self.byte(stream).map(drop))
    }

    fn byte(&mut self, stream: usize) -> Outcome<u8> {
        let byte = self.next(stream)?;
        self.to[if self.splits { stream } else { MAIN }].push(byte);
        Ok(byte)
    }

    fn next(&mut self, stream: usize) -> Outcome<u8> {
        let from = &mut self.from[if self.splits { MAIN } else { stream }];
        let (first, rest) = from.split_first().ok_or("a program that ends too early")?;
        *from = rest;
        Ok(*first)
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use wasm_encoder::{
        BlockType, CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection,
        GlobalSection, GlobalType, HeapType, MemArg, MemArgTarget, MemorySection, MemoryType, Module,
        RefType, TableSection, TableType, TypeSection, ValType,
    };

    use super::{join, split};
    use crate::pack::tests::in_the_page;

    /// A valid program with an instruction of each form, and functions whose lengths take one, two and three bytes.
    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        let mut tables = TableSection::new();
        let (minimum, element_type) = (1, RefType::FUNCREF);
        tables.table(TableType { element_type, table64: false, minimum, maximum: None, shared: false });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut globals = GlobalSection::new();
        let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(global, &ConstExpr::i32_const(-300));
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([0].as_slice().into()));
        let mut code = CodeSection::new();
        for repeated in [0, 30, 2_000] {
            functions.function(0);
            code.function(&function(repeated));
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&tables).section(&memories).section(&globals);
        module.section(&elements).section(&code);
        module.finish()
    }

    fn function(repeated: usize) -> Function {
        let mut function = Function::new([(3, ValType::I32), (200, ValType::I64)]);
        let at = |offset| MemArg { offset, align: 2, target: MemArgTarget::Memory(0), ordering: None };
        let mut write = function.instructions();
        write.block(BlockType::Empty).loop_(BlockType::Result(ValType::I32)).i32_const(-1).end().drop();
        write.local_get(0).if_(BlockType::Empty).br(0).else_().local_get(1).br_if(1).end();
        write.local_get(2).br_table([0, 1, 0], 1).end();
        for _ in 0..repeated {
            write.i32_const(1_048_576).i32_load(at(70_000)).local_tee(1).local_set(2);
        }
        write.i32_const(0).i64_const(i64::MIN).i64_store(at(3)).call(1).i32_const(0).call_indirect(0, 0);
        write.global_get(0).global_set(0).memory_size(0).memory_grow(0).drop();
        write.f32_const(1.5.into()).f64_const(2.5.into()).i32_trunc_sat_f64_s().drop().drop();
        write.i32_const(0).i32_const(0).i32_const(0).memory_copy(0, 0);
        write.i32_const(0).i32_const(0).i32_const(0).memory_fill(0);
        write.ref_null(HeapType::FUNC).drop().i32_const(0).table_get(0).drop();
        write.i64_const(1).i64_const(2).i32_const(3).typed_select(ValType::I64).drop().return_().end();
        function
    }

    #[test]
    fn the_page_joins_what_was_split() {
        let program = program();
        assert!(wasmparser::Parser::new(0).parse_all(&program).all(|part| part.is_ok()), "a program");
        let streams = split(&program).expect("streams");
        assert_eq!(in_the_page("join", &[STANDARD.encode(&streams)]), [Ok(program.clone())]);
        assert_eq!(join(&streams), Ok(program));
    }

    #[test]
    fn streams_cut_short_or_longer_are_refused() {
        let streams = split(&program()).expect("streams");
        let cut = (0..streams.len()).step_by(97).filter_map(|end| streams.get(..end));
        let longer = [streams.as_slice(), &[0]].concat();
        let texts: Vec<String> = cut.chain([longer.as_slice()]).map(|bytes| STANDARD.encode(bytes)).collect();
        for (number, answer) in in_the_page("join", &texts).into_iter().enumerate() {
            assert!(answer.is_err(), "text {number} of {}", texts.len());
        }
    }

    #[test]
    fn an_instruction_that_the_page_cannot_join_is_refused() {
        let mut program = program();
        // The last instruction of the last function becomes the prefix of vectors.
        let end = program.len() - 1;
        program[end] = 0xfd;
        assert!(split(&program).is_err_and(|problem| problem.contains("0xfd")));
    }
}
