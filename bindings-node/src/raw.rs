//! Rows on their way into JavaScript.
//!
//! Crossing into V8 costs more than the work there, so a row is no object here but its cells, and a
//! function in JavaScript makes the objects of many rows in one call. A string is made once, in
//! the form in which V8 keeps it, and copied: no memory is shared. Against JSON text this halves
//! what a page of messages costs (`bench/bench.mjs`, `list50`).

use std::ptr::null_mut;

use napi::bindgen_prelude::{Array, Function, JsValue};
use napi::{Env, Error, Result, Status, sys};

/// Rows made by one call: past these, a call weighs little against what it does.
const ROWS_AT_ONCE: usize = 64;

/// What the function receives: a cell for each column of each row.
pub(crate) type AddRows<'e> = Function<'e, (), ()>;

/// The cells of rows which JavaScript has yet to receive.
pub(crate) struct Sheet<'e> {
    env: &'e Env,
    items: sys::napi_value,
    add: sys::napi_value,
    null: sys::napi_value,
    columns: usize,
    cells: Vec<sys::napi_value>,
    /// By column, the word that was made last and its string, which rows share.
    words: Vec<(String, sys::napi_value)>,
    /// Room for UTF-16 on its way; its length is the longest text so far.
    units: Vec<u16>,
    /// Keeps the cells alive, and no longer than until their rows are made.
    scope: sys::napi_handle_scope,
}

impl<'e> Sheet<'e> {
    /// A sheet of so many columns, whose rows `add` appends to `items`, its `this`.
    pub(crate) fn new(
        env: &'e Env,
        columns: usize,
        items: &Array<'e>,
        add: &AddRows<'e>,
    ) -> Result<Self> {
        let mut null = null_mut();
        // SAFETY: the environment is the one of the running call, and `null` receives a value.
        check(unsafe { sys::napi_get_null(env.raw(), &raw mut null) })?;
        let mut sheet = Sheet {
            env,
            items: items.raw(),
            add: add.raw(),
            null,
            columns,
            cells: Vec::with_capacity(columns * ROWS_AT_ONCE),
            words: vec![(String::new(), null_mut()); columns],
            units: Vec::new(),
            scope: null_mut(),
        };
        sheet.begin()?;
        Ok(sheet)
    }

    /// A cell with text.
    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        let value = self.string(text)?;
        self.put(value)
    }

    /// A cell with text that many rows have.
    pub(crate) fn word(&mut self, word: &str) -> Result<()> {
        let column = self.cells.len() % self.columns;
        let (known, value) = &self.words[column];
        if !value.is_null() && known == word {
            return self.put(*value);
        }
        let value = self.string(word)?;
        let (known, made) = &mut self.words[column];
        known.clear();
        known.push_str(word);
        *made = value;
        self.put(value)
    }

    /// A cell with a whole number that JavaScript holds exactly, as all of the engine's are.
    pub(crate) fn number(&mut self, number: i64) -> Result<()> {
        let mut value = null_mut();
        // SAFETY: the environment is the one of the running call, and `value` receives a value.
        check(unsafe { sys::napi_create_int64(self.env.raw(), number, &raw mut value) })?;
        self.put(value)
    }

    /// A cell with nothing.
    pub(crate) fn null(&mut self) -> Result<()> {
        self.put(self.null)
    }

    /// Makes the rows whose cells still wait.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.flush()
    }

    fn put(&mut self, value: sys::napi_value) -> Result<()> {
        self.cells.push(value);
        match self.cells.len() == self.columns * ROWS_AT_ONCE {
            true => self.flush().and_then(|()| self.begin()),
            false => Ok(()),
        }
    }

    fn string(&mut self, text: &str) -> Result<sys::napi_value> {
        let mut value = null_mut();
        let env = self.env.raw();
        let status = if text.is_ascii() {
            let length = text.len() as isize;
            // SAFETY: `text` has so many bytes, which V8 copies, and ASCII is Latin-1.
            unsafe {
                sys::napi_create_string_latin1(env, text.as_ptr().cast(), length, &raw mut value)
            }
        } else {
            let length = self.encode(text) as isize;
            // SAFETY: `units` has at least so many, which V8 copies.
            unsafe {
                sys::napi_create_string_utf16(env, self.units.as_ptr(), length, &raw mut value)
            }
        };
        check(status).map(|()| value)
    }

    /// Writes text as UTF-16, which never has more units than UTF-8 has bytes; answers how many.
    fn encode(&mut self, text: &str) -> usize {
        if self.units.len() < text.len() {
            self.units.resize(text.len(), 0);
        }
        let mut length = 0;
        for character in text.chars() {
            match u16::try_from(u32::from(character)) {
                Ok(unit) => {
                    self.units[length] = unit;
                    length += 1;
                }
                Err(_) => length += character.encode_utf16(&mut self.units[length..]).len(),
            }
        }
        length
    }

    fn begin(&mut self) -> Result<()> {
        // SAFETY: the environment is the one of the running call, and `scope` receives a scope.
        check(unsafe { sys::napi_open_handle_scope(self.env.raw(), &raw mut self.scope) })
    }

    fn flush(&mut self) -> Result<()> {
        if !self.cells.is_empty() {
            let mut nothing = null_mut();
            // SAFETY: function, `this` and cells are values of this environment, which the scope of
            // the running call and the one opened here keep alive.
            check(unsafe {
                sys::napi_call_function(
                    self.env.raw(),
                    self.items,
                    self.add,
                    self.cells.len(),
                    self.cells.as_ptr(),
                    &raw mut nothing,
                )
            })?;
        }
        self.end();
        Ok(())
    }

    /// Lets the cells go. A second time does nothing.
    fn end(&mut self) {
        self.cells.clear();
        self.words.iter_mut().for_each(|(_, value)| *value = null_mut());
        let scope = std::mem::replace(&mut self.scope, null_mut());
        if !scope.is_null() {
            // SAFETY: the scope was opened last of those that are open, and is closed once.
            unsafe { sys::napi_close_handle_scope(self.env.raw(), scope) };
        }
    }
}

impl Drop for Sheet<'_> {
    fn drop(&mut self) {
        self.end();
    }
}

fn check(status: sys::napi_status) -> Result<()> {
    match Status::from(status) {
        Status::Ok => Ok(()),
        status => Err(Error::new(status, "a row could not be made")),
    }
}
