//! Runs one statement on a database, for the vectors whose state no operation reaches.
#![allow(clippy::print_stdout, reason = "the test that calls it reads the count")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(statement)) = (arguments.next(), arguments.next()) else {
        return Err("usage: sql DATABASE STATEMENT".into());
    };
    println!("{}", rusqlite::Connection::open(path)?.execute(&statement, [])?);
    Ok(())
}
