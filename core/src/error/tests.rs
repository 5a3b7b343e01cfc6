//! Tests of the table of errors.

use super::*;

#[test]
fn numbers_and_names_are_unique_and_ordered() {
    for pair in ErrorCode::TABLE.windows(2) {
        assert!(pair[0].number < pair[1].number, "{} before {}", pair[0].name, pair[1].name);
    }
    let names: std::collections::BTreeSet<_> = ErrorCode::TABLE.iter().map(|r| r.name).collect();
    assert_eq!(names.len(), ErrorCode::TABLE.len());
}

#[test]
fn details_carry_the_fields_in_camel_case() {
    let error = Error::from(ErrorKind::SchemaNewer { found: 9, supported: 3 });
    assert_eq!(error.to_json()["details"], serde_json::json!({"found": 9, "supported": 3}));
    assert_eq!(Error::from(ErrorKind::Closed {}).details(), serde_json::json!({}));
}
