//! Values go in and come out unchanged.

use uuid::Uuid;

use super::{expect, put, sql, tables};
use crate::store::{Connection, Driver, Param, Value};

/// One value of each kind, as a test expects it back.
#[derive(Debug, Clone, PartialEq)]
struct Owned {
    number: Option<i64>,
    body: Option<String>,
    bytes: Option<Vec<u8>>,
    identity: Option<Uuid>,
}

fn add(connection: &mut dyn Connection, place: i64, value: &Owned) -> crate::Result<u64> {
    connection.exec(
        &sql::ADD_VALUE,
        &[
            place.into(),
            value.number.into(),
            (&value.body).into(),
            value.bytes.as_ref().into(),
            value.identity.map_or(Param::Null, Param::Id),
        ],
    )
}

#[track_caller]
fn assert_stored(driver: &dyn Driver, place: i64, value: &Owned) {
    let mut rows = Vec::new();
    let read = driver.read(&mut |connection| {
        rows.clear();
        connection.query(&sql::VALUE, &[place.into()], &mut |row| {
            rows.push(Owned {
                number: row.opt_int(0)?,
                body: row.opt_text(1)?,
                bytes: row.opt_bytes(2)?.map(<[u8]>::to_vec),
                identity: row.opt_id(3)?,
            });
            Ok(())
        })
    });
    expect(read, "reading a value");
    assert_eq!(rows.as_slice(), std::slice::from_ref(value));
}

/// Numbers to both ends of their range, text of all widths, any byte, and ids.
pub fn every_kind_of_value_comes_back(driver: &dyn Driver) {
    tables(driver);
    let texts = ["", "a", "naïve", "用户 login", "\u{1F980}\u{10FFFF}", "a'b\"c\\d\n\t%_"];
    let numbers = [0, 1, -1, i64::MAX, i64::MIN, 1 << 53];
    let ids =
        [Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0123_4567_89ab_7def_8123_4567_89ab_cdef)];
    for (place, text) in (0i64..).zip(texts) {
        let at = place as usize;
        let value = Owned {
            number: Some(numbers[at]),
            body: Some(text.to_owned()),
            bytes: Some((0..=255u8).cycle().skip(at).take(at * 100).collect()),
            identity: Some(ids[at % ids.len()]),
        };
        let added = driver.write(&mut |connection| add(connection, place, &value).map(|_| ()));
        expect(added, "adding a value");
        assert_stored(driver, place, &value);
    }
    let mut found = Vec::new();
    let read = driver.read(&mut |connection| {
        found.clear();
        connection.query(&sql::PLACE_OF_ID, &[Param::Id(ids[1])], &mut |row| {
            found.push(row.int(0)?);
            Ok(())
        })
    });
    expect(read, "finding an id");
    found.sort_unstable();
    assert_eq!(found, [1, 4], "rows are found by their id");
}

/// Empty text and no bytes at all are values; NULL is none.
pub fn empty_is_not_null(driver: &dyn Driver) {
    tables(driver);
    let empty = Owned {
        number: Some(0),
        body: Some(String::new()),
        bytes: Some(Vec::new()),
        identity: Some(Uuid::nil()),
    };
    let null = Owned { number: None, body: None, bytes: None, identity: None };
    let added = driver.write(&mut |connection| {
        add(connection, 1, &empty)?;
        add(connection, 2, &null)?;
        Ok(())
    });
    expect(added, "adding values");
    assert_stored(driver, 1, &empty);
    assert_stored(driver, 2, &null);
}

/// Values of some megabytes pass, in both kinds.
pub fn large_values_come_back_whole(driver: &dyn Driver) {
    const CHARS: usize = 1_000_000;
    tables(driver);
    assert!(driver.limits().value_bytes_max >= 4 * CHARS as u64, "values have room for a message");
    let value = Owned {
        number: None,
        body: Some("a中\u{1F980}".chars().cycle().take(CHARS).collect()),
        bytes: Some((0..=255u8).cycle().take(3 * CHARS).collect()),
        identity: None,
    };
    let added = driver.write(&mut |connection| add(connection, 1, &value).map(|_| ()));
    expect(added, "adding a large value");
    assert_stored(driver, 1, &value);
}

/// Keys are bytes: case, accents and trailing spaces tell them apart, and order them.
pub fn text_is_ordered_by_its_bytes(driver: &dyn Driver) {
    tables(driver);
    let mut names = ["b", "a", "A", "a ", "ä", "中", "\u{1F980}", "Z", "é", "e\u{301}", ""];
    let added = driver.write(&mut |connection| {
        for (place, name) in (0i64..).zip(names) {
            connection.exec(&sql::ADD_NAME, &[place.into(), name.into()])?;
        }
        Ok(())
    });
    expect(added, "adding names");
    let mut found = Vec::new();
    let read = driver.read(&mut |connection| {
        found.clear();
        connection.query(&sql::NAMES, &[], &mut |row| {
            found.push(row.text(0)?);
            Ok(())
        })
    });
    expect(read, "listing names");
    names.sort_unstable();
    assert_eq!(found, names);
    let read = driver.read(&mut |connection| {
        connection.query(&sql::PLACE_OF_NAME, &["a  ".into()], &mut |_| {
            panic!("`a  ` was taken for another name")
        })
    });
    expect(read, "finding a name");
}

/// A long result arrives complete and in its order.
pub fn rows_come_in_order_and_one_at_a_time(driver: &dyn Driver) {
    const ROWS: i64 = 3_000;
    tables(driver);
    let added = driver.write(&mut |connection| {
        (0..ROWS).rev().try_for_each(|place| put(connection, place, place * 2))
    });
    expect(added, "adding rows");
    let mut seen = 0;
    let read = driver.read(&mut |connection| {
        seen = 0;
        connection.query(&sql::TOTALS, &[], &mut |row| {
            assert_eq!((row.int(0)?, row.int(1)?), (seen, seen * 2));
            assert!(matches!(row.value(0)?, Value::Int(_)));
            assert!(row.value(2).is_err(), "a column that is not there is an error");
            seen += 1;
            Ok(())
        })
    });
    expect(read, "listing rows");
    assert_eq!(seen, ROWS);
}

/// Too few or too many values are reported, and change nothing.
pub fn a_wrong_number_of_values_is_an_error(driver: &dyn Driver) {
    tables(driver);
    for params in [&[][..], &[1.into()], &[1.into(), 2.into(), 3.into()]] {
        let added =
            driver.write(&mut |connection| connection.exec(&sql::ADD_COUNTER, params).map(|_| ()));
        assert!(added.is_err(), "{} values were taken for 2", params.len());
    }
    assert_eq!(super::stored_total(driver, 1), None);
}
