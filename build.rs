//! Writes the C header of the `ffi` crate, as its sources say it, to `OUT_DIR/silvervine.h`.
//!
//! The source tree is never written to. `include/silvervine.h` is the copy that is checked in, and
//! `ffi/tests/header.rs` fails when the two differ. It also gives the shared library its soname, so
//! that a program built against one version runs with the next of the same interface.

use std::path::PathBuf;
use std::{env, error};

fn main() -> Result<(), Box<dyn error::Error>> {
    let ffi = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let header = PathBuf::from(env::var("OUT_DIR")?).join("silvervine.h");
    let config = cbindgen::Config::from_file(ffi.join("cbindgen.toml"))?;
    // The crate's root leads to the other sources: naming one of them too would declare it twice.
    // Not through `cargo metadata`, which would want the network.
    let builder = cbindgen::Builder::new().with_config(config).with_src(ffi.join("src/lib.rs"));
    builder.generate()?.write_to_file(&header);
    println!("cargo::rustc-env=SILVERVINE_GENERATED_HEADER={}", header.display());
    match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("linux" | "android" | "freebsd") => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libsilvervine.so.0");
        }
        Ok("macos") => {
            let name = "-Wl,-install_name,@rpath/libsilvervine.0.dylib";
            println!("cargo::rustc-cdylib-link-arg={name}");
        }
        _ => {}
    }
    for input in ["src", "cbindgen.toml", "../build.rs"] {
        println!("cargo::rerun-if-changed={}", ffi.join(input).display());
    }
    Ok(())
}
