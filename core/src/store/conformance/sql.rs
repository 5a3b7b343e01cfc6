//! The statements of the conformance suite.

use crate::store::statements;

statements! {
    /// A row with one value of each kind.
    ADD_VALUE: EngineScan = "INSERT INTO conformance_value (place, number, body, bytes, identity) \
        VALUES (?, ?, ?, ?, ?)";
    /// The row at a place.
    VALUE: EngineScan = "SELECT number, body, bytes, identity FROM conformance_value \
        WHERE place = ?";
    /// A row found by an id.
    PLACE_OF_ID: EngineScan = "SELECT place FROM conformance_value WHERE identity = ?";
    /// A counter.
    ADD_COUNTER: EngineScan = "INSERT INTO conformance_counter (place, total) VALUES (?, ?)";
    /// A counter's value.
    TOTAL: EngineScan = "SELECT total FROM conformance_counter WHERE place = ?";
    /// All counters in order.
    TOTALS: EngineScan = "SELECT place, total FROM conformance_counter ORDER BY place";
    /// Sets a range of counters, maybe to what they are.
    SET_TOTALS: EngineScan = "UPDATE conformance_counter SET total = ? WHERE place <= ?";
    /// Adds to a counter while it stays within a bound.
    ADD_WITHIN: EngineScan = "UPDATE conformance_counter SET total = total + ? \
        WHERE place = ? AND total + ? <= ?";
    /// Removes a range of counters.
    REMOVE: EngineScan = "DELETE FROM conformance_counter WHERE place <= ?";
    /// A name, unique among names.
    ADD_NAME: EngineScan = "INSERT INTO conformance_name (place, name) VALUES (?, ?)";
    /// All names in order.
    NAMES: EngineScan = "SELECT name FROM conformance_name ORDER BY name";
    /// A name's place.
    PLACE_OF_NAME: EngineScan = "SELECT place FROM conformance_name WHERE name = ?";
}
