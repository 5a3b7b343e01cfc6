//! The operation table as data: what generators and other languages read.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use crate::error::ErrorCode;
use crate::ops::{COMMON_ERRORS, json_name, operations};

/// The whole table as one JSON document: operations with their JSON Schemas (draft 2020-12),
/// errors, and the definitions which the schemas refer to.
///
/// ```
/// let document = silvervine::ops::schema();
/// assert_eq!(document["operations"]["wallet.consume"]["kind"], "write");
/// assert!(document["errors"]["insufficient_points"]["number"].is_number());
/// ```
pub fn schema() -> Value {
    let mut generator = SchemaGenerator::default();
    let operations: Map<String, Value> = operations()
        .iter()
        .map(|row| {
            let (request, response) = row.schemas(&mut generator);
            let value = json!({
                "number": row.number,
                "kind": row.kind,
                "since": row.since,
                "description": row.description.trim(),
                "access": row.access,
                "idempotency": row.idempotency,
                "capability": row.capability,
                "route": row.route,
                "otherRoutes": row.other_routes,
                "request": request,
                "response": response,
                "errors": names(row.errors),
            });
            (row.name.to_owned(), value)
        })
        .collect();
    let errors: Map<String, Value> = ErrorCode::TABLE
        .iter()
        .map(|row| {
            let value = json!({
                "number": row.number,
                "class": row.class,
                "retryable": row.retryable,
                "httpStatus": row.http_status,
                "details": row.fields.iter().map(|name| json_name(name)).collect::<Vec<_>>(),
                "description": row.description.trim(),
            });
            (row.name.to_owned(), value)
        })
        .collect();
    json!({
        "operations": operations,
        "commonErrors": names(COMMON_ERRORS),
        "errors": errors,
        "$defs": generator.take_definitions(true),
    })
}

fn names(codes: &[ErrorCode]) -> Vec<&'static str> {
    codes.iter().map(|code| code.as_str()).collect()
}
