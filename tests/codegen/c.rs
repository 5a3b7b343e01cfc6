//! The C functions and statuses, and the C++ methods: what cbindgen cannot see in macro output.

use std::fmt::Write as _;

use silvervine::{ErrorCode, OperationRow};

const HEAD: &str = "// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.\n";

fn rows() -> Vec<OperationRow> {
    let mut rows = silvervine::operations().to_vec();
    rows.sort_by_key(|row| row.number);
    rows
}

/// `sv_wallet_consume` for `wallet.consume`.
fn symbol(row: &OperationRow) -> String {
    format!("sv_{}", row.name.replace('.', "_"))
}

/// The lines of a description, without the space that doc comments begin with.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim().lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
}

/// What the C function and the C++ method say alike of what they take.
fn documentation(row: &OperationRow) -> Vec<String> {
    let mut text: Vec<String> = lines(row.description).map(str::to_owned).collect();
    let errors: Vec<_> =
        row.errors.iter().map(|code| format!("`SV_{}`", code.as_str().to_uppercase())).collect();
    text.push(String::new());
    text.push(format!("`{}`: JSON `{}` in, `{}` out.", row.name, row.request, row.response));
    if !errors.is_empty() {
        text.push(String::new());
        text.extend(wrap(&format!("Errors of its own: {}.", errors.join(", ")), 90));
    }
    text
}

fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if last.is_empty() {
            *last = word.to_owned();
        } else if last.len() + 1 + word.len() <= columns {
            *last = format!("{last} {word}");
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// `ffi/src/generated/operations.rs`.
pub fn functions() -> String {
    let mut text = HEAD.to_owned();
    text += "\
//! A function for each operation.

use crate::buffer::SvBuffer;
use crate::call::named;
use crate::engine::SvEngine;
use crate::error::SvError;
use crate::status::SvStatus;
use crate::text::SvText;
";
    for row in rows() {
        text.push('\n');
        for line in documentation(&row) {
            let _ = writeln!(text, "{}", format!("/// {line}").trim_end());
        }
        let _ = write!(
            text,
            "#[unsafe(no_mangle)]
pub unsafe extern \"C\" fn {}(
    engine: *const SvEngine,
    context: SvText,
    request: SvText,
    out: *mut SvBuffer,
    error: *mut *mut SvError,
) -> SvStatus {{
    // SAFETY: the host's promises are passed on.
    unsafe {{ named(\"{}\", engine, context, request, out, error) }}
}}
",
            symbol(&row),
            row.name
        );
    }
    text += "
/// A function that the table made.
#[cfg(test)]
pub(crate) type Named = unsafe extern \"C\" fn(
    *const SvEngine,
    SvText,
    SvText,
    *mut SvBuffer,
    *mut *mut SvError,
) -> SvStatus;

/// Every function of the table, by the name of its operation.
#[cfg(test)]
pub(crate) const ALL: &[(&str, Named)] = &[
";
    for row in rows() {
        let _ = writeln!(text, "    (\"{}\", {}),", row.name, symbol(&row));
    }
    text + "];\n"
}

/// `ffi/src/generated/status.rs`.
pub fn statuses() -> String {
    let mut text = HEAD.to_owned();
    text += "\
//! The errors of the engine as statuses.

use crate::status::SvStatus;
";
    for row in ErrorCode::TABLE {
        let name = row.name.to_uppercase();
        text.push('\n');
        for line in wrap(row.description.trim(), 92) {
            let _ = writeln!(text, "/// {line}");
        }
        let _ = writeln!(text, "pub const SV_{name}: SvStatus = {};", row.number);
    }
    text
}

/// `include/silvervine_ops.hpp`.
pub fn methods() -> String {
    let mut text = HEAD.to_owned();
    text += "\
//
// The operations as methods. silvervine.hpp includes this file; include that one.

#ifndef SILVERVINE_OPS_HPP
#define SILVERVINE_OPS_HPP

#ifndef SILVERVINE_HPP
#error \"include silvervine.hpp, which includes this file\"
#endif

namespace silvervine {
";
    let rows = rows();
    let mut modules: Vec<&str> = Vec::new();
    for row in &rows {
        let module = row.name.split('.').next().unwrap_or(row.name);
        if !modules.contains(&module) {
            modules.push(module);
        }
    }
    for module in &modules {
        let class = capital(module);
        let _ = write!(
            text,
            "
/// The operations `{module}.*`: JSON in, JSON out. It lends its engine and must not outlive it.
class {class} : public detail::Module {{
public:
    using detail::Module::Module;
"
        );
        for row in rows.iter().filter(|row| row.name.split('.').next() == Some(*module)) {
            method(&mut text, row);
        }
        text += "};\n";
    }
    text += "
namespace detail {

/// What an engine can do, module by module.
class Operations {
public:
";
    for module in &modules {
        let class = capital(module);
        let _ = write!(
            text,
            "    /// The operations `{module}.*` on behalf of `context`: JSON, or the host when empty.
    {class} {module}(std::string_view context = {{}}) const {{ return {class}(handle_, context); }}
"
        );
    }
    text += "
protected:
    Operations() = default;
    SvEngine *handle_ = nullptr;
};

}  // namespace detail

}  // namespace silvervine

#endif  // SILVERVINE_OPS_HPP
";
    text
}

/// `tests/c/operations.hpp`: the method of each operation by its name, for the parity vectors.
pub fn methods_by_name() -> String {
    let mut text = HEAD.to_owned();
    text += "\
//
// The C++ method of each operation, by the name of the operation.
#ifndef SILVERVINE_TEST_OPERATIONS_HPP
#define SILVERVINE_TEST_OPERATIONS_HPP

#include <map>
#include <silvervine.hpp>
#include <string>
#include <string_view>

namespace operations {

using silvervine::Engine;
using Text = std::string_view;
using Method = std::string (*)(const Engine &, Text context, Text request);

inline const std::map<std::string, Method> all = {
";
    for row in rows() {
        let (module, _) = row.name.split_once('.').unwrap_or((row.name, ""));
        let _ = writeln!(
            text,
            "    {{\"{}\",
     [](const Engine &e, Text cx, Text request) {{ return e.{module}(cx).{}(request); }}}},",
            row.name,
            verb(&row)
        );
    }
    text + "};

}  // namespace operations

#endif  // SILVERVINE_TEST_OPERATIONS_HPP
"
}

/// The operations which have a twin with structures: `ffi/src/flat`.
const FLAT: &[&str] =
    &["wallet.balance", "wallet.consume", "quota.get", "quota.consume", "messages.append"];

/// Verbs that are words of C++ end in an underscore.
const RESERVED: &[&str] = &["delete", "export", "register", "switch"];

/// The method of an operation.
fn verb(row: &OperationRow) -> String {
    let verb = row.name.split_once('.').map_or(row.name, |(_, verb)| verb);
    if RESERVED.contains(&verb) { format!("{verb}_") } else { verb.to_owned() }
}

fn method(text: &mut String, row: &OperationRow) {
    text.push('\n');
    for line in documentation(row) {
        let _ = writeln!(text, "{}", format!("    /// {line}").trim_end());
    }
    let verb = verb(row);
    let _ = write!(
        text,
        "    std::string {verb}(std::string_view request) const {{
        return named(&{}, request);
    }}
",
        symbol(row)
    );
    if FLAT.contains(&row.name) {
        let name: String = row.name.split('.').map(capital).collect();
        let _ = write!(
            text,
            "
    /// The same without JSON. `struct_size` is set here.
    Sv{name}Response {verb}(Sv{name}Request request) const {{
        return flat<Sv{name}Response>(&{}_flat, request);
    }}
",
            symbol(row)
        );
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
